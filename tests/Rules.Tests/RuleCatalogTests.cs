using System.Collections.Immutable;
using GcpLint.Analyzer.Rules;
using GcpLint.Rules;
using GcpLint.Rules.Declarative;
using GcpLint.Rules.Declarative.Subjects;
using GcpLint.Rules.Declarative.Typing;
using GcpLint.Testing;
using GcpLint.Text;

namespace GcpLint.Tests;

public sealed class RuleCatalogTests
{
    private static readonly ImmutableArray<RuleDefinition> Rules = RuleCatalog.BuiltIn.Rules;

    [Fact]
    public void No_rule_file_has_a_mistake()
    {
        IEnumerable<Diagnostic> mistakes = RuleCatalog.BuiltInSources().Select(RuleFileReader.Read)
            .SelectMany(read => read.Diagnostics.Concat(read.File is { } file ? RuleTypeCheck.Check(file) : []));

        mistakes.Select(mistake => $"{mistake} {mistake.Detail}").Should().BeEmpty();
    }

    [Fact]
    public void Every_expression_and_message_compiles()
    {
        Rules.SelectMany(rule => rule.Compilation.Diagnostics).Select(mistake => $"{mistake} {mistake.Detail}").Should().BeEmpty();
        Rules.Where(rule => rule.Compilation.Check is null).Should().BeEmpty();
    }

    [Fact]
    public void Every_rule_file_is_in_the_catalogue_under_its_path()
    {
        Rules.Select(rule => rule.Metadata.Id.Text + ".yaml").Should().BeEquivalentTo(RuleCatalog.BuiltInSources().Select(source => source.Path));
        Rules.Should().OnlyContain(rule => rule.Metadata.Path == rule.Metadata.Id.Text + ".yaml");
    }

    [Fact]
    public void Ids_are_unique_and_in_order()
    {
        Rules.Select(rule => rule.Metadata.Id.Text).Should().OnlyHaveUniqueItems().And.BeInAscendingOrder(StringComparer.Ordinal);
    }

    [Fact]
    public void Each_rule_in_code_has_one_class_and_each_class_one_file()
    {
        string[] declared = [.. RuleCatalog.BuiltInSources().Select(RuleFileReader.ReadTrusted).Where(file => file!.Metadata.IsCode).Select(file => file!.Metadata.Id.Text)];

        CodeRules.All.Select(rule => rule.Id.Text).Should().OnlyHaveUniqueItems().And.BeEquivalentTo(declared);
    }

    [Fact]
    public void Each_class_that_is_a_rule_is_registered()
    {
        IEnumerable<Type> classes = typeof(RuleCatalog).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(IRule)) && type is { IsAbstract: false, IsInterface: false } && !type.IsAssignableTo(typeof(DeclarativeRule)));

        CodeRules.All.Select(rule => rule.GetType()).Should().BeEquivalentTo(classes);
    }

    [Fact]
    public void Rules_about_resources_name_the_same_types_in_code_and_file()
    {
        foreach (RuleDefinition rule in Rules)
        {
            if (rule is { Metadata.IsCode: true, Compilation.Check: IResourceRule check })
            {
                check.ResourceTypes.Should().BeEquivalentTo(rule.Metadata.ResourceTypes, because: rule.Metadata.Id.Text);
            }
        }
    }

    [Fact]
    public void Reading_without_the_parts_for_people_gives_the_same_rule()
    {
        foreach (SourceText source in RuleCatalog.BuiltInSources())
        {
            RuleFile whole = RuleFileReader.Read(source).File!;
            RuleFile head = RuleFileReader.ReadTrusted(source)!;

            head.Metadata.Should().BeEquivalentTo(whole.Metadata, options => options.Excluding(metadata => metadata.Options), because: source.Path);
            head.When.Should().Be(whole.When);
            head.For.Should().Be(whole.For);
            head.Assertions.Select(assertion => (assertion.That, assertion.At, assertion.Message)).Should().Equal(whole.Assertions.Select(assertion => (assertion.That, assertion.At, assertion.Message)));
        }
    }

    [Fact]
    public void Equivalents_are_rules_of_other_tools()
    {
        string? path = SharedFiles.Find("peers/rules.tsv");
        Assert.SkipWhen(path is null, SharedFiles.Missing("peers/rules.tsv"));
        HashSet<string> known = [.. File.ReadLines(path).Skip(1).Select(line => line.Split('\t')).Select(cells => $"{cells[0]}:{cells[1]}")];

        Rules.SelectMany(rule => rule.Metadata.Equivalents.Where(name => !known.Contains(name)).Select(name => $"{rule}: {name}")).Should().BeEmpty();
    }

    [Fact]
    public void Controls_are_controls_of_frameworks()
    {
        string? path = SharedFiles.Find("facts/compliance.tsv");
        Assert.SkipWhen(path is null, SharedFiles.Missing("facts/compliance.tsv"));
        HashSet<string> known = [.. File.ReadLines(path).Skip(1).Select(line => line.Split('\t')).Select(cells => $"{cells[0]}-{cells[1]}/{cells[2]}")];

        Rules.SelectMany(rule => rule.Metadata.Controls.Where(name => !known.Contains(name)).Select(name => $"{rule}: {name}")).Should().BeEmpty();
    }
}
