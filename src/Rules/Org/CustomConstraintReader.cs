using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Rules.Org;

/// <summary>Reads a custom constraint and says what is wrong with it.</summary>
/// <param name="diagnose">Told of each mistake.</param>
internal sealed class CustomConstraintReader(Action<Diagnostic> diagnose)
{
    /// <summary>The service's own limit, in characters.</summary>
    private const int MaxCondition = 1000;

    private static readonly ImmutableArray<string> s_keys =
        ["name", "resourceTypes", "methodTypes", "condition", "actionType", "displayName", "description", "updateTime"];

    private static readonly ImmutableArray<string> s_methods = ["CREATE", "UPDATE", "DELETE", "REMOVE_GRANT", "GOVERN_TAGS"];

    private static readonly ImmutableArray<string> s_actions = ["ALLOW", "DENY"];

    /// <summary>Whether an item of a file means to be one.</summary>
    public static bool Matches(Value item) =>
        item.Kind == ValueKind.Map && (item.Get("condition").IsSet || ConstraintText.Field(item, "resource_types").IsSet || ConstraintText.Field(item, "action_type").IsSet)
        && !item.Get("spec").IsSet && !item.Get("constraint").IsSet;

    /// <summary>Null if it cannot be used; what is only not known is no mistake.</summary>
    public CustomConstraint? Read(CloudResource resource) => Read(resource.Attributes, isYaml: false, isGiven: false, resource.Header);

    /// <inheritdoc cref="Read(CloudResource)"/>
    public CustomConstraint? Read(Value item, bool isGiven)
    {
        SourceLocation place = item.Get("name").Origin?.Location ?? item.Origin?.Location ?? throw new InvalidOperationException("A reader's map has its place.");
        CheckKeys(item);
        return Read(item, isYaml: true, isGiven, place);
    }

    private CustomConstraint? Read(Value item, bool isYaml, bool isGiven, SourceLocation head)
    {
        Value condition = item.Get("condition");
        Value action = ConstraintText.Field(item, "action_type");
        Value types = ConstraintText.Field(item, "resource_types");
        Value methods = ConstraintText.Field(item, "method_types");
        if (condition.IsUnknown || action.IsUnknown || types.IsUnknown || methods.IsUnknown)
        {
            return null;
        }

        string name = ConstraintText.ShortName(Wif.KnownText.Of(item.Get("name")) ?? "");
        bool isRight = Require(name.Length > 0, "name", head) & Require(condition.IsSet, "condition", head) & Require(types.IsSet, "resourceTypes", head)
            & Require(methods.IsSet, "methodTypes", head) & Require(action.IsSet, "actionType", head)
            && Choose(action, s_actions, "actionType") & Items(methods).All(method => Choose(method, s_methods, "methodTypes"));
        if (!isRight || ConstraintText.Expression(condition, isYaml) is not { } text)
        {
            return null;
        }

        if (text.Text.Length > MaxCondition)
        {
            diagnose(Error(text.Locate(new TextSpan(0, text.Text.Length)), "The condition is too long", $"The service takes {MaxCondition} characters; this one has {text.Text.Length}."));
            return null;
        }

        return new CustomConstraint(
            name,
            ConstraintText.Field(item, "display_name").AsString,
            [.. Items(types).Select(type => type.AsString)],
            [.. Items(methods).Select(method => method.AsString)],
            text,
            action.AsString == "DENY",
            isGiven,
            head);
    }

    private static ImmutableArray<Value> Items(Value value) => value.Kind is ValueKind.List or ValueKind.Set ? value.AsList.Items : [value];

    private void CheckKeys(Value item)
    {
        foreach (ValueEntry entry in item.AsMap)
        {
            string key = entry.Key.AsString;
            if (!s_keys.Contains(key) && !s_keys.Contains(ApiPath.OfAttribute(key).Steps[0].Name))
            {
                diagnose(Error(entry.Key.Origin?.Location ?? item.Origin?.Location ?? default, $"A custom constraint has no `{key}`", Propose(key, s_keys)));
            }
        }
    }

    private bool Require(bool isThere, string key, SourceLocation head)
    {
        if (!isThere)
        {
            diagnose(Error(head, $"The custom constraint has no `{key}`", "It needs name, resourceTypes, methodTypes, condition and actionType."));
        }

        return isThere;
    }

    private bool Choose(Value value, ImmutableArray<string> words, string key)
    {
        bool isKnown = value.IsUnknown || words.Contains(value.AsString);
        if (!isKnown && value.Origin is { } origin)
        {
            diagnose(Error(origin.Location, $"`{key}` has no value `{value}`", Propose(value.AsString, words)));
        }

        return isKnown;
    }

    private static string Propose(string word, ImmutableArray<string> words) =>
        (Spelling.Nearest(word, words) is { } nearest ? $"Did you mean `{nearest}`? " : "") + $"It is one of {string.Join(", ", words.Select(known => $"`{known}`"))}.";

    private static Diagnostic Error(SourceLocation place, string summary, string detail) => new("org-policy/invalid", DiagnosticSeverity.Error, summary, detail, place);
}
