using System.Collections.Immutable;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Cel;
using GcpLint.Rules.Declarative.Subjects;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Rules.Declarative;

/// <summary>Makes a check of the expressions in a rule file, which <see cref="Typing.RuleTypeCheck"/> has found sound.</summary>
internal static class RuleCompiler
{
    public static RuleCompilation Compile(RuleFile file)
    {
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        CelEnvironment environment = RuleVariables.Declare(file.Metadata);
        CelProgram? when = Program(file.When, environment, CelType.Bool, diagnostics);
        CelProgram? elements = Program(file.For, environment, null, diagnostics);
        var assertions = ImmutableArray.CreateBuilder<CompiledAssertion>();
        foreach (Assertion assertion in file.Assertions)
        {
            CelProgram? that = Program(assertion.That, environment, CelType.Bool, diagnostics);
            MessageTemplate? message = MessageTemplate.Compile(assertion.Message, environment, diagnostics);
            if (that is not null && message is not null)
            {
                assertions.Add(new CompiledAssertion(that, assertion.At.AsString, message));
            }
        }

        return diagnostics.Any(diagnostic => diagnostic.IsError)
            ? new RuleCompilation(null, diagnostics.ToImmutable())
            : new RuleCompilation(RuleFor(new RulePrograms(file.Metadata, when, elements, assertions.ToImmutable())), diagnostics.ToImmutable());
    }

    private static DeclarativeRule RuleFor(RulePrograms programs) => programs.Metadata.Subject switch
    {
        RuleSubject.Grant => new GrantRule(programs),
        RuleSubject.Deployment => new DeploymentRule(programs),
        RuleSubject.Repository => new RepositoryRule(programs),
        _ => new ResourceRule(programs),
    };

    private static CelProgram? Program(Value text, CelEnvironment environment, CelType? type, ImmutableArray<Diagnostic>.Builder diagnostics)
    {
        if (Text(text) is not { } expression)
        {
            return null;
        }

        CelCompilation compiled = CelCompiler.Compile(expression, environment, type);
        diagnostics.AddRange(compiled.Diagnostics);
        return compiled.Program;
    }

    /// <summary>
    /// The text of an expression with its place; null if there is none. <c>that: true</c> and <c>when: 1</c> are scalars of
    /// different kinds, and both are CEL.
    /// </summary>
    public static MappedText? Text(Value expression) => !expression.IsSet ? null
        : ScalarText.Map(expression) ?? (expression.Origin is { } origin ? MappedText.FromSpan(origin.Location.Source, origin.Location.Span) : null);
}
