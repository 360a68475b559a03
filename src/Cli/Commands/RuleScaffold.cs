using System.Text;
using System.Text.RegularExpressions;
using GcpLint.Analyzer.Findings;
using GcpLint.Cli.Reporters.Sarif;
using GcpLint.Cli.Terminal;
using GcpLint.Rules.Declarative;

namespace GcpLint.Cli.Commands;

/// <summary>Writes the files of a new rule below the working folder; never over one that is there.</summary>
internal sealed partial class RuleScaffold(ITerminal terminal)
{
    public ExitCode Write(string id, bool code)
    {
        if (!RuleIdPattern().IsMatch(id))
        {
            throw new UsageException($"'{id}' is no id of a rule. It is AREA/NAME in lower case, as sql/backups.");
        }

        Create($"rules/{id}.yaml", code ? CodeYaml(id) : DeclarativeYaml(id));
        if (!code)
        {
            terminal.Out.WriteLine($"Next: write its examples, then its check. '{ToolVersion.Name} rules test rules' runs the examples.");
            return ExitCode.Clean;
        }

        var rule = new RuleId(id);
        string area = SarifRules.NameOf(new RuleId(rule.Area));
        string name = SarifRules.NameOf(new RuleId(id[(rule.Area.Length + 1)..]));
        Create($"src/Rules/{area}/{name}.cs", CodeClass(id, area, name));
        terminal.Out.WriteLine($"Next: add 'new {name}(),' to {area}Rules.All in src/Rules/{area}/{area}Rules.cs; a new area also goes into src/Rules/CodeRules.cs.");
        return ExitCode.Clean;
    }

    private void Create(string path, string content)
    {
        string full = Path.Combine(terminal.CurrentDirectory, path);
        if (File.Exists(full))
        {
            throw new UsageException($"'{path}' is there already.");
        }

        AtomicFile.Write(full, writer => writer.Write(content), terminal.Cancellation);
        terminal.Out.WriteLine($"Wrote {path}");
    }

    private static string Head(string id) =>
        $"""
        # yaml-language-server: $schema={RuleFileSchema.Address}
        id: {id}
        title: What is wrong, in at most 80 characters
        severity: medium
        confidence: high
        profile: default
        since: {ToolVersion.Text}

        """;

    private static string Documentation(string remedy) =>
        $"""
        why: |
          What happens to whom if it is left, in two to five sentences.
        remedy:
        {remedy}
        references:
          - https://cloud.google.com/docs

        """;

    private static string DeclarativeYaml(string id) => new StringBuilder()
        .Append(Head(id))
        .Append("""
            resources: [google_sql_database_instance]
            assert:
              - that: resource.deletion_protection
                at: deletion_protection
                message: "`{resource.address}` has `deletion_protection` `{resource.deletion_protection}`. Set it to `true`."

            """)
        .Append(Documentation("  terraform: |\n    deletion_protection = true"))
        .Append("""
            examples:
              fail:
                - name: it is switched off
                  file: main.tf
                  source: |
                    resource "google_sql_database_instance" "main" {
                      [|deletion_protection = false|]
                    }
              pass:
                - name: it is switched on
                  file: main.tf
                  source: |
                    resource "google_sql_database_instance" "main" {
                      deletion_protection = true
                    }

            """)
        .ToString();

    private static string CodeYaml(string id) => new StringBuilder()
        .Append(Head(id))
        .Append("""
            code: true
            subjects: [dockerfile]

            """)
        .Append(Documentation("  dockerfile: |\n    USER 10001"))
        .Append("""
            examples:
              fail:
                - name: the place that is wrong is marked
                  file: Dockerfile
                  source: |
                    FROM alpine:3.22
                    [|USER root|]
              pass:
                - name: a look-alike that is right
                  file: Dockerfile
                  source: |
                    FROM alpine:3.22
                    USER 10001

            """)
        .ToString();

    private static string CodeClass(string id, string area, string name) =>
        $$"""
        using GcpLint.Analyzer.Findings;
        using GcpLint.Analyzer.Rules;
        using GcpLint.Analyzer.Sources.Dockerfile;
        using GcpLint.Text;

        namespace GcpLint.Rules.{{area}};

        /// <summary>What it looks at, and what it takes for wrong.</summary>
        internal sealed class {{name}} : IRule<DockerfileModel>
        {
            public RuleId Id => new("{{id}}");

            public void Check(DockerfileModel subject, RuleContext context)
            {
                if (subject.FinalStage?.Effective is { User: { } user, Account.AsString: "root" })
                {
                    SourceLocation place = user.Locate(user.Span);
                    context.Report(place, place, "What is wrong, with the name and the value, and what to do.");
                }
            }
        }

        """;

    [GeneratedRegex("^[a-z][a-z0-9]*(?:-[a-z0-9]+)*/[a-z][a-z0-9]*(?:-[a-z0-9]+)*$", RegexOptions.CultureInvariant, 250)]
    private static partial Regex RuleIdPattern();
}
