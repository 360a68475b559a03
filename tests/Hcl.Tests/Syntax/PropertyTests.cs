using FsCheck;
using FsCheck.Fluent;
using GcpLint.Hcl.Evaluation;
using GcpLint.Hcl.Json;
using GcpLint.Hcl.Syntax;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Tests.Syntax;

/// <summary>What holds for every text, however broken.</summary>
public sealed class PropertyTests
{
    private const string Seed = """
        # comment
        resource "google_sql_database_instance" "main" {
          name = "db-${var.env}" /* inline */
          tags = { for k, v in local.tags : k => upper(v)... if v != null }
          list = [1, 2.5, -3, !true, a.b[0].c, a.*.b, a[*].c["d"], f(x...)]
          text = <<-EOT
            line ${a ? "b" : 'c'}
            %{ if x ~} y %{ else } z %{ endif }
          EOT
          nested { one = "line" }
        }
        json = {"a": [1, "x\u00e9${b}"], "c": null}
        """;

    private static readonly string[] Fragments =
    [
        "{", "}", "[", "]", "(", ")", "\"", "\n", "\r", "${", "%{", "~}", "<<EOT\n", "EOT\n", "...", "=>", "=", ",", ":", "::", "?", "#", "/*", "*/",
        "\\", "\\u12", "for ", "if ", "in ", "\0", "\uD800", "\uDC00", "\uFFFD", "é", "\u0301", "1e9", "1.2.3", "%{ for x in y }", "%{ endfor }", ".*", "[*]",
    ];

    /// <summary>The seed with some places replaced by fragments.</summary>
    private static Arbitrary<string> Mutants => Gen.ArrayOf(
            from place in Gen.Choose(0, Seed.Length - 1)
            from length in Gen.Choose(0, 6)
            from fragment in Gen.Elements(Fragments)
            select (place, length, fragment))
        .Select(edits => edits.Aggregate(Seed, (text, edit) =>
        {
            int start = Math.Min(edit.place, text.Length);
            return text[..start] + edit.fragment + text[Math.Min(text.Length, start + edit.length)..];
        }))
        .ToArbitrary();

    private static void Check(Func<string, bool> property) => FsCheck.Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll(Mutants, property));

    [Fact]
    public void Native_syntax_is_read_with_spans_inside_their_parents() => Check(text =>
    {
        HclFile file = HclParser.ParseFile(new SourceText("main.tf", text));
        return IsNested(file.Body, text.Length) && file.Diagnostics.All(diagnostic => diagnostic.Location.Span.End <= text.Length);
    });

    [Fact]
    public void Templates_and_json_are_read_without_a_crash() => Check(text =>
    {
        HclParser.ParseTemplate(new SourceText("x", text));
        HclParser.ParseExpression(new SourceText("x", text));
        HclFile file = HclJsonParser.ParseFile(new SourceText("x.tf.json", text));
        return file.Body.Attributes.All(attribute => attribute.Span.End <= text.Length);
    });

    [Fact]
    public void Whatever_was_read_evaluates_without_a_crash() => Check(text =>
    {
        HclFile file = HclParser.ParseFile(new SourceText("main.tf", text));
        return file.Body.Attributes
            .Concat(file.Body.Blocks.SelectMany(block => block.Body.Attributes))
            .All(attribute => Evaluator.Evaluate(attribute.Expression, new EvaluationContext(file.Source, EmptyScope.Instance)).Value.Kind != ValueKind.Absent);
    });

    [Fact]
    public void Functions_take_any_text() => Check(text =>
    {
        var scope = new MapScope(new ValueMap([new ValueEntry(Value.Of("x"), Value.Of(text))]));
        foreach (string call in new[]
        {
            "yamldecode(x)", "jsondecode(x)", "csvdecode(x)", "templatestring(x, {})", "regexall(x, x)", "replace(x, x, x)", "format(x, 1, x)", "base64decode(x)",
            "formatdate(x, x)", "timeadd(x, x)", "cidrhost(x, 1)", "fileset(x, x)", "title(x)", "substr(x, 1, 3)", "yamldecode(yamlencode({ k = x })).k == x",
        })
        {
            HclExpressionResult parsed = HclParser.ParseExpression(new SourceText("x", call));
            Evaluator.Evaluate(parsed.Expression, new EvaluationContext(new SourceText("x", call), scope));
        }

        return true;
    });

    private static bool IsNested(HclNode node, int length)
    {
        if (node.Span.Start < 0 || node.Span.End > length)
        {
            return false;
        }

        return SyntaxWalk.Children(node).All(child =>
            (node.Span.Contains(child.Span) || child is SplatItemExpression) && IsNested(child, length));
    }
}
