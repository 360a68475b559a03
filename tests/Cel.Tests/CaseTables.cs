using System.Globalization;
using GcpLint.Cel;
using GcpLint.Cel.Runtime;
using GcpLint.Testing;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Tests;

/// <summary>
/// The tables in Cases/: lines <c>expression => result</c>. A result is a value as CEL writes it, <c>error: message</c>,
/// <c>unknown: reason</c>, or <c>invalid at "place": summary</c> for what does not compile.
/// </summary>
public sealed class CaseTables
{
    private const string Folder = "tests/Cel.Tests/Cases";

    public static TheoryData<string, string, string> Cases()
    {
        var cases = new TheoryData<string, string, string>();
        foreach (string file in Directory.GetFiles(Path.Combine(SharedFiles.Repository, Folder), "*.cases").Order(StringComparer.Ordinal))
        {
            foreach (string line in File.ReadLines(file).Where(line => line.Length > 0 && line[0] != '#'))
            {
                int arrow = line.LastIndexOf(" => ", StringComparison.Ordinal);
                cases.Add(Path.GetFileNameWithoutExtension(file), line[..arrow].Trim(), line[(arrow + 4)..].Trim());
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_expression_gives_its_result(string table, string expression, string result)
    {
        CelEnvironment environment = EnvironmentOf(table);
        var text = MappedText.Whole(new SourceText(table, expression));
        CelCompilation compilation = CelCompiler.Compile(text, environment);

        string actual = compilation.Program is { } program
            ? Show(program.Evaluate([.. environment.Variables.Select(variable => variable.Name == "unknown" ? Unknown : Resource)]))
            : string.Join("; ", compilation.Diagnostics.Select(diagnostic =>
                $"invalid at \"{diagnostic.Location.Source.GetText(diagnostic.Location.Span)}\": {diagnostic.Summary}{(diagnostic.Detail.Length > 0 ? $" ({diagnostic.Detail})" : "")}"));

        actual.Should().Be(result);
    }

    private static Value Unknown => Value.Unknown(UnknownKind.InputVariable, "nobody knows");

    private static Value Resource => Value.Of(new ValueMap(
    [
        Entry("name", Value.Of("db")),
        Entry("settings", Value.Of(new ValueMap([Entry("tier", Value.Of("db-f1-micro")), Entry("disk_size", Value.Of(10)), Entry("zones", Strings("a", "b"))]))),
        Entry("labels", Value.Of(new ValueMap([Entry("env", Value.Of("prod"))]))),
        Entry("region", Unknown),
    ]));

    private static CelEnvironment EnvironmentOf(string table)
    {
        CelEnvironment standard = CelEnvironment.Standard;
        if (table == "rules")
        {
            return standard.WithAbsentIsNull().WithVariable("resource", CelType.Dyn).WithVariable("unknown", CelType.Dyn);
        }

        CelType settings = CelType.Object("settings", new Dictionary<string, CelType>
        {
            ["tier"] = CelType.String,
            ["disk_size"] = CelType.Int,
            ["zones"] = CelType.List(CelType.String),
        });
        CelType resource = CelType.Object("google_sql_database_instance", new Dictionary<string, CelType>
        {
            ["name"] = CelType.String,
            ["settings"] = settings,
            ["labels"] = CelType.Map(CelType.String, CelType.String),
            ["region"] = CelType.String,
        });
        return table == "schemas"
            ? standard.WithAbsentIsNull().WithVariable("resource", resource)
            : standard.WithVariable("unknown", CelType.Dyn);
    }

    private static ValueEntry Entry(string key, Value value) => new(Value.Of(key), value);

    private static Value Strings(params string[] items) => Value.Of(new ValueList([.. items.Select(Value.Of)]));

    private static string Show(Value value) => value.Kind switch
    {
        ValueKind.Null => "null",
        ValueKind.Unknown => $"unknown: {value.UnknownReason}",
        ValueKind.Bool => value.AsBool ? "true" : "false",
        ValueKind.Int => value.AsInt.ToString(CultureInfo.InvariantCulture),
        ValueKind.UInt => value.AsUInt.ToString(CultureInfo.InvariantCulture) + "u",
        ValueKind.Double => Show(value.AsDouble),
        ValueKind.String => $"'{value.AsString.Replace("\n", "\\n", StringComparison.Ordinal)}'",
        ValueKind.Bytes => $"b'{Convert.ToHexStringLower(value.AsBytes.AsSpan())}'",
        ValueKind.List => $"[{string.Join(", ", value.AsList.Select(Show))}]",
        ValueKind.Map => $"{{{string.Join(", ", value.AsMap.Select(entry => $"{Show(entry.Key)}: {Show(entry.Value)}"))}}}",
        _ => value.AsOther switch
        {
            CelError error => $"error: {error.Message}",
            CelOptional { HasValue: true } optional => $"optional.of({Show(optional.Value)})",
            var other => other?.ToString() ?? "",
        },
    };

    private static string Show(double number)
    {
        string text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.All(c => char.IsAsciiDigit(c) || c == '-') ? text + ".0" : text;
    }
}
