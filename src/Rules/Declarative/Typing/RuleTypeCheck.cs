using System.Collections.Immutable;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Cel;
using GcpLint.Rules.Declarative.Families;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Rules.Declarative.Typing;

/// <summary>
/// Checks the expressions and paths of a rule file against the provider's schema: a misspelt attribute is a mistake of the
/// rule and not a value that nobody wrote. Costs the schemas of the rule's types, so that a scan leaves it out for the
/// built-in rules, which the tests check.
/// </summary>
internal sealed class RuleTypeCheck
{
    /// <summary>Written as a resource type: every resource.</summary>
    private const string AnyType = "*";

    private readonly RuleFile _file;
    private readonly ImmutableArray<Diagnostic>.Builder _diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();

    private RuleTypeCheck(RuleFile file)
    {
        _file = file;
    }

    /// <summary>All mistakes, in the order of the file's keys.</summary>
    public static ImmutableArray<Diagnostic> Check(RuleFile file)
    {
        var check = new RuleTypeCheck(file);
        check.CheckTypes();
        check.CheckOptionValues();
        if (!file.Metadata.IsCode)
        {
            check.CheckExpressions();
            check.CheckOptionUse();
        }

        return check._diagnostics.ToImmutable();
    }

    private void CheckTypes()
    {
        foreach (Value type in _file.Root.Get("resources").AsList.Items)
        {
            if (type.TryGetString(out string? name) && !IsKnown(name))
            {
                Error(type, $"There is no resource type or family `{name}`", Spelling.Question(name, ResourceTypes.Names.Concat(ResourceFamily.Names)));
            }
        }
    }

    /// <summary>A type of another provider has a prefix, too; a word without one is a family.</summary>
    private static bool IsKnown(string name) =>
        name == AnyType || ResourceFamily.Find(name) is not null
        || (ResourceTypes.IsGoogle(name) ? ResourceTypes.IsKnown(name)
            : name.Contains('_', StringComparison.Ordinal) && Spelling.Nearest(name, ResourceFamily.Names) is null);

    private void CheckExpressions()
    {
        CelEnvironment outer = RuleVariables.DeclareTyped(_file.Metadata, null);
        Compile(_file.When, outer, CelType.Bool);
        CelType? item = _file.For.IsSet ? ItemType(Compile(_file.For, outer, null)) : null;
        CelEnvironment inner = RuleVariables.DeclareTyped(_file.Metadata, item);
        foreach (Assertion assertion in _file.Assertions)
        {
            Compile(assertion.That, inner, CelType.Bool);
            CheckPath(assertion.At, item ?? RuleVariables.SubjectType(_file.Metadata));
            MessageTemplate.Compile(assertion.Message, inner, _diagnostics);
        }
    }

    private CelType? Compile(Value text, CelEnvironment environment, CelType? type)
    {
        if (RuleCompiler.Text(text) is not { } expression)
        {
            return null;
        }

        CelCompilation compiled = CelCompiler.Compile(expression, environment, type);
        _diagnostics.AddRange(compiled.Diagnostics);
        return compiled.Program?.ResultType;
    }

    /// <summary>What <c>item</c> is: an element of a list; a block that can be there once is its own element.</summary>
    private CelType ItemType(CelType? elements)
    {
        if (elements?.ElementType is { } element)
        {
            return element;
        }

        if (elements is not null && elements != CelType.Dyn && !elements.HasFields)
        {
            Error(_file.For, $"`for` must give a list or a block, but this gives {elements}");
        }

        return elements ?? CelType.Dyn;
    }

    /// <summary>A path leads through blocks by their names, with an index behind a repeatable one.</summary>
    private void CheckPath(Value at, CelType subject)
    {
        if (ScalarText.Map(at) is not { } text)
        {
            return;
        }

        CelType type = subject;
        int start = 0;
        foreach (string segment in text.Text.Split('.'))
        {
            int bracket = segment.IndexOf('[', StringComparison.Ordinal);
            string name = bracket < 0 ? segment : segment[..bracket];
            if (type.FieldType(name) is not { } field)
            {
                var place = text.Locate(new TextSpan(start, name.Length));
                _diagnostics.Add(new Diagnostic(
                    "rule/unknown-path", DiagnosticSeverity.Error, $"{type} has no attribute `{name}`", Spelling.Question(name, type.FieldNames), place));
                return;
            }

            // Behind a list without an index nothing is found; with one it is an element.
            type = bracket >= 0 && field.ElementType is { } element ? element : field;
            start += segment.Length + 1;
        }
    }

    /// <summary>Defaults, and what the examples set, are of the declared types.</summary>
    private void CheckOptionValues()
    {
        foreach (RuleOption option in _file.Metadata.Options.Where(option => !Fits(option.Type, option.Default)))
        {
            Error(option.Default, $"The default of `{option.Name}` is not of its type", "The types are string, int, bool and list (of strings).");
        }

        Value examples = _file.Root.Get("examples");
        foreach (ValueEntry entry in examples.AsMap.SelectMany(list => list.Value.AsList.Items).SelectMany(example => example.Get("options").AsMap))
        {
            RuleOption? option = _file.Metadata.Options.FirstOrDefault(option => option.Name == entry.Key.AsString);
            if (option is null)
            {
                Error(entry.Key, $"The rule has no option `{entry.Key.AsString}`", Spelling.Question(entry.Key.AsString, _file.Metadata.Options.Select(known => known.Name)));
            }
            else if (!Fits(option.Type, entry.Value))
            {
                Error(entry.Value, $"The value of `{option.Name}` is not of its type");
            }
        }
    }

    private static bool Fits(RuleOptionType type, Value value) => type switch
    {
        RuleOptionType.Int => value.Kind == ValueKind.Int,
        RuleOptionType.Bool => value.Kind == ValueKind.Bool,
        RuleOptionType.StringList => value.Kind == ValueKind.List && value.AsList.Items.All(item => item.Kind == ValueKind.String),
        _ => value.Kind == ValueKind.String,
    };

    /// <summary>An option that no expression names promises its users an effect that it has not.</summary>
    private void CheckOptionUse()
    {
        string[] texts =
        [
            .. new[] { _file.When, _file.For }.Concat(_file.Assertions.SelectMany(assertion => (Value[])[assertion.That, assertion.Message]))
                .Select(text => ScalarText.Of(text)),
        ];
        foreach (RuleOption option in _file.Metadata.Options)
        {
            if (!texts.Any(text => text.Contains($"options.{option.Name}", StringComparison.Ordinal)))
            {
                Error(_file.Root.Get("options").AsMap.GetEntry(option.Name).Key, $"The option `{option.Name}` has no effect", $"Use it as `options.{option.Name}`, or take it out.");
            }
        }
    }

    private void Error(Value place, string summary, string detail = "") => _diagnostics.Add(new Diagnostic(
        "rule/invalid", DiagnosticSeverity.Error, summary, detail, place.Origin?.Location ?? _file.Root.Origin?.Location ?? new SourceLocation(new SourceText(_file.Metadata.Path, ""), default)));
}
