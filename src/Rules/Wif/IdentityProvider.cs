using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Cel;
using GcpLint.Values;

namespace GcpLint.Rules.Wif;

/// <summary>A provider of a workload identity pool, with its mapping and condition ready to be asked about tokens.</summary>
internal sealed class IdentityProvider
{
    public const string Type = "google_iam_workload_identity_pool_provider";

    /// <summary>As Google's own evaluator: a claim that a token does not have is an error, and an error lets nobody in.</summary>
    private static readonly CelEnvironment s_environment = CelEnvironment.Standard
        .WithVariable("assertion", CelType.Dyn)
        .WithVariable("google", CelType.Dyn)
        .WithVariable("attribute", CelType.Dyn)
        .WithFunction(TextExtraction.Function);

    private readonly CelProgram? _condition;
    private readonly ImmutableArray<string> _unreadNames;
    private readonly ImmutableArray<(string Name, CelProgram Program)> _mapping;

    public IdentityProvider(CloudResource resource)
    {
        Resource = resource;
        Issuer = TokenIssuer.Of(resource.Get("oidc.issuer_uri"));
        Value condition = resource.Get("attribute_condition");
        HasCondition = condition.IsUnknown || condition.AsString.Trim().Length > 0;
        string? text = KnownText.Of(condition);
        ConditionText = text ?? "";
        _condition = HasCondition && text is not null ? CelCompiler.Compile(text, s_environment, CelType.Bool).Program : null;
        Value mapping = resource.Get("attribute_mapping");
        IsMappingKnown = mapping.Kind == ValueKind.Map;
        (string Name, CelProgram? Program)[] compiled = [.. mapping.AsMap.Entries.Select(Compile)];
        _mapping = [.. compiled.Where(entry => entry.Program is not null).Select(entry => (entry.Name, entry.Program ?? throw new InvalidOperationException()))];
        _unreadNames = [.. compiled.Where(entry => entry.Program is null).Select(entry => entry.Name)];
        MappedNames = [.. mapping.AsMap.Entries.Select(entry => entry.Key.AsString)];
        Vocabulary = string.Join('\n', mapping.AsMap.Entries.Select(entry => KnownText.Of(entry.Value)).Append(ConditionText));
    }

    public CloudResource Resource { get; }

    /// <summary>Null if nobody knows it, or if tokens of it are only given inside of one organisation.</summary>
    public TokenIssuer? Issuer { get; }

    public bool HasCondition { get; }

    /// <summary>As far as it is known.</summary>
    public string ConditionText { get; }

    /// <summary>It can be told which tokens it accepts.</summary>
    public bool IsAssessable => !HasCondition || (_condition is not null && !_unreadNames.Any(name => ConditionText.Contains(name, StringComparison.Ordinal)));

    /// <summary>A name is mapped by an expression that nobody here can evaluate.</summary>
    public bool IsUnread(string name) => _unreadNames.Contains(name);

    public bool IsMappingKnown { get; }

    /// <summary>"google.subject", "attribute.repository", …</summary>
    public ImmutableArray<string> MappedNames { get; }

    /// <summary>All expressions in one text: what they do not name need not be varied.</summary>
    public string Vocabulary { get; }

    public bool IsDisabled => Resource.Get("disabled").AsBool;

    public bool Accepts(Value token)
    {
        if (_condition is null)
        {
            return !HasCondition;
        }

        return _condition.Evaluate([token, Namespace("google.", token), Namespace("attribute.", token)]).AsBool;
    }

    /// <summary>What a mapped name is for a token; absent if it is not mapped or the token has no such claim.</summary>
    public Value Map(string name, Value token)
    {
        foreach ((string mapped, CelProgram program) in _mapping)
        {
            if (mapped == name)
            {
                return program.Evaluate([token, default, default]);
            }
        }

        return default;
    }

    private Value Namespace(string prefix, Value token)
    {
        var entries = ImmutableArray.CreateBuilder<ValueEntry>();
        foreach ((string name, CelProgram program) in _mapping)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal) && program.Evaluate([token, default, default]) is { Kind: not ValueKind.Other, IsKnown: true } value)
            {
                entries.Add(new ValueEntry(Value.Of(name[prefix.Length..]), value));
            }
        }

        return Value.Of(new ValueMap(entries.ToImmutable()));
    }

    private static (string Name, CelProgram? Program) Compile(ValueEntry entry) =>
        (entry.Key.AsString, KnownText.Of(entry.Value) is { } text ? CelCompiler.Compile(text, s_environment).Program : null);
}
