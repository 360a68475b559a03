using System.Collections.Immutable;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Rules.Declarative.Families;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Rules.Declarative;

/// <summary>Reads <c>rules/&lt;area&gt;/&lt;name&gt;.yaml</c>.</summary>
internal static class RuleFileReader
{
    public const int MaxTitleLength = 80;

    /// <summary>Reads the whole file and checks all of it.</summary>
    /// <param name="source">Its path is relative to the folder of the rules.</param>
    public static RuleFileResult Read(SourceText source)
    {
        YamlStream yaml = YamlReader.Read(source);
        var check = new RuleFileCheck(source);
        RuleFile? file = ReadTop(yaml.Root, source, check, () => RuleDocumentationReader.Read(yaml.Root, new RuleFileCheck(source)));
        if (file is not null)
        {
            CheckTop(yaml.Root, file, source, check);
            RuleDocumentationReader.Read(yaml.Root, check);
        }

        return new RuleFileResult(file, yaml.Diagnostics.AddRange(check.Diagnostics));
    }

    /// <summary>
    /// Reads what a scan needs of a file that the tests have checked: the parts for people are half of the text, and are
    /// read only when somebody asks for them.
    /// </summary>
    public static RuleFile? ReadTrusted(SourceText source)
    {
        var head = new SourceText(source.Path, RuleFileText.WithoutDocumentation(source.Content));
        return ReadTop(YamlReader.Read(head).Root, head, new RuleFileCheck(head), () => RuleDocumentationReader.Read(YamlReader.Read(source).Root, new RuleFileCheck(source)));
    }

    private static RuleFile? ReadTop(Value root, SourceText source, RuleFileCheck check, Func<RuleDocumentation> documentation)
    {
        if (!check.IsMapping(root, "A rule file", RuleFileKeys.Top))
        {
            return null;
        }

        string id = check.Text(root, "id");
        if (id.Length == 0)
        {
            check.Error(root, "The rule has no `id`", "It is the path of the file without its extension.");
            return null;
        }

        bool isCode = root.Get("code").AsBool;
        ImmutableArray<string> subjects = check.Texts(root, "subjects");
        ImmutableArray<string> resources = check.Texts(root, "resources");
        int subject = Math.Max(0, check.Choice(root, "subject", RuleFileKeys.DeclarativeSubjects));
        var metadata = new RuleMetadata(documentation)
        {
            Id = new RuleId(id),
            Title = check.Text(root, "title"),
            Severity = (Severity)Math.Max(0, check.Choice(root, "severity", RuleFileKeys.Severities)),
            Confidence = check.Choice(root, "confidence", RuleFileKeys.Confidences) is var confidence and >= 0 ? (RuleConfidence)confidence : RuleConfidence.High,
            Profile = (RuleProfile)Math.Max(0, check.Choice(root, "profile", RuleFileKeys.Profiles)),
            Since = check.Text(root, "since"),
            IsCode = isCode,
            Environments = (RuleEnvironments)Math.Max(0, check.Choice(root, "environments", RuleFileKeys.Environments)),
            ResourceTypes = ResourceFamily.Expand(resources),
            Families = [.. resources.Where(name => ResourceFamily.Find(name) is not null)],
            Subject = (RuleSubject)subject,
            Subjects = isCode ? subjects : [RuleFileKeys.DeclarativeSubjects[subject]],
            References = check.Texts(root, "references"),
            Controls = check.Texts(root, "controls"),
            Equivalents = check.Texts(root, "equivalents"),
            Options = Options(root.Get("options"), check),
            Path = source.Path,
        };
        return new RuleFile(metadata, root.Get("when"), root.Get("for"), Assertions(root.Get("assert"), check)) { Root = root };
    }

    private static void CheckTop(Value root, RuleFile file, SourceText source, RuleFileCheck check)
    {
        foreach (string key in RuleFileKeys.Required.Where(key => !root.AsMap.ContainsKey(key)))
        {
            check.Error(root, $"The rule has no `{key}`");
        }

        RuleMetadata metadata = file.Metadata;
        if (source.Path != metadata.Id.Text + ".yaml")
        {
            check.Error(root.Get("id"), $"The id `{metadata.Id}` is not the path of the file", $"The file is `{source.Path}`.");
        }

        if (metadata.Title.Length > MaxTitleLength || metadata.Title.EndsWith('.'))
        {
            check.Error(root.Get("title"), $"The title must have at most {MaxTitleLength} characters and no full stop");
        }

        foreach (Value reference in root.Get("references").AsList.Items.Where(item => !item.AsString.StartsWith("https://", StringComparison.Ordinal)))
        {
            check.Error(reference, "A reference must be an https address");
        }

        CheckKindOfRule(root, file, check);
    }

    private static void CheckKindOfRule(Value root, RuleFile file, RuleFileCheck check)
    {
        if (file.Metadata.IsCode)
        {
            if (!file.Metadata.Families.IsEmpty)
            {
                check.Error(root.Get("resources"), "A rule in code names types, not families", "A class sees resources in their own shape.");
            }

            foreach (string key in new[] { "subject", "when", "for", "assert" }.Where(root.AsMap.ContainsKey))
            {
                check.Error(root.AsMap.GetEntry(key).Key, $"`{key}` has no effect beside `code: true`");
            }

            foreach (Value subject in root.Get("subjects").AsList.Items.Where(item => !RuleFileKeys.Subjects.Contains(item.AsString)))
            {
                check.Error(subject, $"There is no kind of subject `{subject.AsString}`", Spelling.Question(subject.AsString, RuleFileKeys.Subjects));
            }

            if (file.Metadata.Subjects.IsEmpty)
            {
                check.Error(root, "The rule has no `subjects`");
            }

            return;
        }

        if (file.Assertions.IsEmpty)
        {
            check.Error(root, "The rule has no `assert`", "A rule whose check is a class says `code: true`.");
        }

        if (file.Metadata.Subject == RuleSubject.Resource && file.Metadata.ResourceTypes.IsEmpty)
        {
            check.Error(root, "The rule has no `resources`", "Name the types that it looks at, or another `subject`: grant, deployment, repository.");
        }

        if (file.Metadata.Subject != RuleSubject.Resource && root.AsMap.ContainsKey("resources"))
        {
            check.Error(root.AsMap.GetEntry("resources").Key, $"`resources` has no effect beside `subject: {file.Metadata.Subjects[0]}`", "Choose in `when`.");
        }

        if (file.Metadata.Subject == RuleSubject.Repository && root.AsMap.ContainsKey("environments"))
        {
            check.Error(root.AsMap.GetEntry("environments").Key, "`environments` has no effect beside `subject: repository`", "A rule about the whole repository speaks once.");
        }
    }

    private static ImmutableArray<Assertion> Assertions(Value value, RuleFileCheck check)
    {
        if (!value.IsSet)
        {
            return [];
        }

        if (value.Kind != ValueKind.List)
        {
            check.Error(value, "`assert` must be a list");
            return [];
        }

        var assertions = ImmutableArray.CreateBuilder<Assertion>();
        foreach (Value item in value.AsList)
        {
            if (!check.IsMapping(item, "An assertion", RuleFileKeys.Assertion))
            {
                continue;
            }

            if (!item.Get("that").IsSet || check.Text(item, "message").Length == 0)
            {
                check.Error(item, "An assertion needs `that` and `message`");
                continue;
            }

            _ = check.Text(item, "at");
            assertions.Add(new Assertion(item.Get("that"), item.Get("at"), item.Get("message")));
        }

        return assertions.ToImmutable();
    }

    private static ImmutableArray<RuleOption> Options(Value value, RuleFileCheck check)
    {
        var options = ImmutableArray.CreateBuilder<RuleOption>();
        foreach (ValueEntry entry in value.AsMap)
        {
            if (!check.IsMapping(entry.Value, $"The option `{entry.Key.AsString}`", RuleFileKeys.Option))
            {
                continue;
            }

            int type = check.Choice(entry.Value, "type", RuleFileKeys.OptionTypes);
            if (type < 0 || !entry.Value.Get("default").IsSet || check.Text(entry.Value, "description").Length == 0)
            {
                check.Error(entry.Key, "An option needs `type`, `default` and `description`");
                continue;
            }

            options.Add(new RuleOption(entry.Key.AsString, (RuleOptionType)type, entry.Value.Get("default"), entry.Value.Get("description").AsString));
        }

        return options.ToImmutable();
    }
}
