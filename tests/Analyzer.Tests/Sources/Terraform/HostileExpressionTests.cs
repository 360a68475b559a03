using GcpLint.Analyzer.Sources.Terraform;

namespace GcpLint.Tests.Sources.Terraform;

/// <summary>Expressions that would take all time or memory: each is given up with a diagnostic, and the rest of the file is read.</summary>
[Collection(MemoryMeasures.Name)]
public sealed class HostileExpressionTests
{
    private const int Levels = 100_000;

    /// <summary>What a whole load may allocate on its way; most of it is garbage at once.</summary>
    private const long MaxAllocated = 4L << 30;

    private const string Reader = "resource \"google_storage_bucket\" \"b\" {\n  name     = \"n-${length(jsonencode(local.x))}\"\n  location = \"EU\"\n}\n";

    [Theory]
    [InlineData("(", "1", ")")]
    [InlineData("(", "", "")]
    [InlineData("[", "1", "]")]
    [InlineData("[", "", "")]
    [InlineData("{ a = ", "1", "}")]
    [InlineData("\"${", "1", "}\"")]
    [InlineData("\"%{ if true }", "x", "%{ endif }\"")]
    [InlineData("true ? 1 : ", "1", "")]
    [InlineData("true ? ", "1", "")]
    [InlineData("!", "true", "")]
    [InlineData("-", "1", "")]
    [InlineData("f(", "1", ")")]
    [InlineData("[for a in ", "[]", ": a]")]
    [InlineData("{ for a in ", "[]", ": a => a }")]
    [InlineData("a[", "0", "]")]
    [InlineData("<<E\n${", "1", "}\nE\n")]
    public void Nesting_ends_in_a_diagnostic(string open, string core, string close)
    {
        TerraformResult result = Load(string.Concat(Enumerable.Repeat(open, Levels)) + core + string.Concat(Enumerable.Repeat(close, Levels)));
        result.Files.Single().Diagnostics.Should().Contain(diagnostic => diagnostic.IsError);
    }

    [Theory]
    [InlineData("", "1 + ", "1")]
    [InlineData("", "1 || 1 && 1 == 1 < 1 + 1 * ", "1")]
    [InlineData("", "a.b[0].", "c")]
    [InlineData("", "a[*].b.", "c")]
    [InlineData("[", "1, ", "1]")]
    [InlineData("f(", "1, ", "1)")]
    [InlineData("\"", "${a}", "\"")]
    public void Length_alone_costs_no_stack(string start, string part, string end) =>
        Load(start + string.Concat(Enumerable.Repeat(part, Levels)) + end).Modules.Should().ContainSingle();

    [Theory]
    [InlineData("toset(range(1e9))")]
    [InlineData("range(0, 1e12)")]
    [InlineData("range(0, 1e300, 1e-300)")]
    [InlineData("cidrsubnets(\"10.0.0.0/8\", 1000000000000)")]
    [InlineData("cidrsubnet(\"10.0.0.0/8\", 24, 1e300)")]
    [InlineData("cidrhost(\"::/0\", 1e300)")]
    [InlineData("format(\"%1000000000d\", 1)")]
    [InlineData("format(\"%.1000000000f\", 1.5)")]
    [InlineData("format(\"%*d\", 1000000000, 1)")]
    [InlineData("format(\"%99999999999999999999d\", 1)")]
    [InlineData("formatlist(\"%10000s\", [for i in range(1000) : formatlist(\"%10000s\", range(1000))]...)")]
    [InlineData("[for a in range(1024) : [for b in range(1024) : [for c in range(1024) : a]]]")]
    [InlineData("pow(1e300, 1e300)")]
    [InlineData("regex(\"((a{0,1000}){0,1000}){0,1000}\", \"aaa\")")]
    [InlineData("regex(\"(x+x+)+y\", join(\"\", [for i in range(1024) : \"xxxxxxxxxxxxxxxxxxxxxxxx\"]))")]
    [InlineData("templatefile(\"self.tpl\", {})")]
    [InlineData("templatefile(\"loop.tpl\", { n = range(1024) })")]
    [InlineData("local.x")]
    [InlineData("[local.y]\n  y = { z = local.z }\n  z = \"${local.x}\"")]
    public void Explosions_end_in_a_diagnostic(string expression)
    {
        long before = GC.GetTotalAllocatedBytes();
        TerraformResult result = Load(expression);
        result.Diagnostics.Should().NotBeEmpty();
        result.Deployments.Single().Resource("google_storage_bucket.b").Attributes.AsMap.Get("location").AsString.Should().Be("EU");
        (GC.GetTotalAllocatedBytes() - before).Should().BeLessThan(MaxAllocated);
    }

    [Theory]
    [InlineData("[{0}, {0}, {0}, {0}, {0}, {0}, {0}, {0}, {0}, {0}]")]
    [InlineData("{ a = {0}, b = {0} }")]
    [InlineData("\"${{0}}${{0}}\"")]
    [InlineData("<<E\n${{0}}${{0}}\nE\n")]
    [InlineData("concat([{0}], [{0}], flatten([{0}, {0}]))")]
    [InlineData("join(\",\", [{0}, {0}, \"x\"])")]
    [InlineData("replace({0}, \"o\", \"lollollol\")")]
    [InlineData("replace({0}, \"/o/\", \"lollollol\")")]
    [InlineData("replace({0}, \"\", \"lol\")")]
    [InlineData("jsonencode([{0}, {0}])")]
    [InlineData("yamlencode([{0}, {0}])")]
    [InlineData("base64encode(\"${{0}}${{0}}\")")]
    [InlineData("indent(1000, \"${{0}}\\n${{0}}\\n\")")]
    [InlineData("format(\"%s%s%q\", {0}, {0}, {0})")]
    [InlineData("strrev(\"${{0}}${{0}}\")")]
    [InlineData("urlencode(\"%${{0}}%${{0}}\")")]
    [InlineData("merge({ a = {0} }, { b = {0} })")]
    [InlineData("[for i in range(10) : {0}]")]
    [InlineData("[for i in [1, 2] : { for k in [\"a\", \"b\"] : k => {0} }]")]
    public void Definitions_that_multiply_are_given_up(string step)
    {
        const int Steps = 100;
        IEnumerable<string> locals = Enumerable.Range(1, Steps).Select(i => $"  l{i} = " + step.Replace("{0}", $"local.l{i - 1}", StringComparison.Ordinal));
        long before = GC.GetTotalAllocatedBytes();
        TerraformResult result = Load($"local.l{Steps}\n  l0 = \"lol\"\n{string.Join('\n', locals)}");
        result.Files.Single().Diagnostics.Should().BeEmpty();
        result.Diagnostics.Should().NotBeEmpty();
        (GC.GetTotalAllocatedBytes() - before).Should().BeLessThan(MaxAllocated);
    }

    private static TerraformResult Load(string expression) => Repository.Load(
        ("main.tf", $"locals {{\n  x = {expression}\n}}\n{Reader}"),
        ("self.tpl", "${templatefile(\"self.tpl\", {})}"),
        ("loop.tpl", "%{ for a in n }%{ for b in n }%{ for c in n }xxxxxxxxxx%{ endfor }%{ endfor }%{ endfor }"));
}
