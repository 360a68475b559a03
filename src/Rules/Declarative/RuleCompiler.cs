using System.Collections.Immutable;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Cel;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Rules.Declarative;

/// <summary>Makes a check of the expressions in a rule file.</summary>
internal static class RuleCompiler
{
    public static RuleCompilation Compile(RuleFile file)
    {
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        CelEnvironment environment = RuleVariables.Declare(file.Metadata.Options);
        CelProgram? when = Program(file.When, environment, CelType.Bool, diagnostics);
        CelProgram? elements = Program(file.For, environment, null, diagnostics);
        var assertions = ImmutableArray.CreateBuilder<CompiledAssertion>();
        foreach (Assertion assertion in file.Assertions)
        {
            CelProgram? that = Program(assertion.That, environment, CelType.Bool, diagnostics);
            MessageTemplate? message = MessageTemplate.Compile(assertion.Message, environment, diagnostics);
            if (that is not null && message is not null)
            {
                assertions.Add(new CompiledAssertion(that, assertion.At, message));
            }
        }

        return diagnostics.Any(diagnostic => diagnostic.IsError)
            ? new RuleCompilation(null, diagnostics.ToImmutable())
            : new RuleCompilation(new DeclarativeRule(file.Metadata, when, elements, assertions.ToImmutable()), diagnostics.ToImmutable());
    }

    private static CelProgram? Program(Value text, CelEnvironment environment, CelType? type, ImmutableArray<Diagnostic>.Builder diagnostics)
    {
        if (!text.IsSet)
        {
            return null;
        }

        // `that: true` and `when: 1 < 2` are scalars of different kinds; both are CEL.
        MappedText? expression = ScalarText.Map(text)
            ?? (text.Origin is { } origin ? MappedText.FromSpan(origin.Location.Source, origin.Location.Span) : null);
        if (expression is null)
        {
            return null;
        }

        CelCompilation compiled = CelCompiler.Compile(expression, environment, type);
        diagnostics.AddRange(compiled.Diagnostics);
        return compiled.Program;
    }
}
