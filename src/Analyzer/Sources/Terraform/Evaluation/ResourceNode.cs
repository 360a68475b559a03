using System.Collections.Immutable;
using GcpLint.Analyzer.Facts;
using GcpLint.Hcl.Types;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Terraform.Evaluation;

/// <summary>One instance of a resource.</summary>
/// <param name="Key">Which one.</param>
/// <param name="Address">From the root: <c>module.db.google_x.y["a"]</c>.</param>
/// <param name="Scope">What names mean inside of it.</param>
/// <param name="Body">What is written in it.</param>
internal sealed record ResourceInstance(InstanceKey Key, string Address, Scope Scope, EvaluatedBody Body)
{
    /// <summary><see cref="EvaluatedBody.ToObject"/>, made once.</summary>
    public ValueMap Object => _object ??= Body.ToObject().AsMap;

    private ValueMap? _object;
}

/// <summary>A resource or data source of one module instance, evaluated.</summary>
internal sealed class ResourceNode
{
    private static readonly string[] s_builtIn = ["id", "input", "output", "triggers_replace"];

    private readonly TerraformResourceBlock _block;

    private ResourceNode(TerraformResourceBlock block, Expansion expansion, ImmutableArray<ResourceInstance> instances)
    {
        _block = block;
        Expansion = expansion;
        Instances = instances;
    }

    public Expansion Expansion { get; }

    public ImmutableArray<ResourceInstance> Instances { get; }

    /// <summary>What it would be where <c>count</c> is 0; null unless it is.</summary>
    public ResourceInstance? SwitchedOff { get; private init; }

    /// <summary>Why nobody knows which instances there are; null if they are known.</summary>
    public Unknown? UnknownInstances => Expansion.Kind == ExpansionKind.Unknown || Instances.Length < Expansion.Keys.Length
        ? Expansion.Reason ?? new Unknown(UnknownKind.Limit, $"not all instances of {_block.Address} were evaluated")
        : null;

    public static ResourceNode Evaluate(TerraformResourceBlock block, ModuleInstance module)
    {
        BlockSchema? schema = SchemaOf(block)?.Body;
        var expansion = Expansion.Of(block.Body, module.Scope);
        var instances = ImmutableArray.CreateBuilder<ResourceInstance>(expansion.Keys.Length);
        foreach (InstanceKey key in expansion.Keys)
        {
            if (++module.Run.ResourceCount > EvaluationLimits.MaxResources)
            {
                string detail = $"One root module has more than {EvaluationLimits.MaxResources} resources: the others are left out.";
                module.Run.Report("terraform/too-many-resources", "Too many resources", detail, block.Header);
                break;
            }

            Scope scope = module.Scope.With(key);
            string address = module.Qualify(block.Address + key.Suffix);
            instances.Add(new ResourceInstance(key, address, scope, BodyEvaluator.EvaluateResource(block.Body, scope, schema)));
        }

        bool isOff = expansion is { Kind: ExpansionKind.Count or ExpansionKind.ForEach, Keys.IsEmpty: true, Reason: null } && block.Mode == TerraformResourceMode.Managed && ++module.Run.ResourceCount <= EvaluationLimits.MaxResources;
        return new ResourceNode(block, expansion, instances.ToImmutable()) { SwitchedOff = isOff ? First(block, module, schema, expansion.Kind) : null };
    }

    private static ResourceInstance First(TerraformResourceBlock block, ModuleInstance module, BlockSchema? schema, ExpansionKind kind)
    {
        Value element = kind == ExpansionKind.Count ? Value.Of(0L) : Value.Unknown(UnknownKind.Computed, $"{block.Address} is made for nothing");
        var key = new InstanceKey(kind, element, kind == ExpansionKind.Count ? default : element);
        Scope scope = module.Scope.With(key);
        return new ResourceInstance(key, module.Qualify(kind == ExpansionKind.Count ? block.Address + key.Suffix : block.Address), scope, BodyEvaluator.EvaluateResource(block.Body, scope, schema));
    }

    public static ResourceSchema? SchemaOf(TerraformResourceBlock block) => block.Mode switch
    {
        TerraformResourceMode.Managed => ProviderSchema.Current.GetResource(block.Type),
        TerraformResourceMode.Data => ProviderSchema.Current.GetData(block.Type),
        _ => ProviderSchema.Current.Get("ephemeral." + block.Type),
    };

    /// <summary>The instance with a key that is written out; null if there is none.</summary>
    public ResourceInstance? Find(Value key)
    {
        foreach (ResourceInstance instance in Instances)
        {
            if (instance.Key.Key == key)
            {
                return instance;
            }
        }

        return null;
    }

    /// <summary>
    /// An attribute as an expression sees it: what the configuration sets is known, what it leaves to the provider is not.
    /// </summary>
    public Value GetAttribute(ResourceInstance instance, string name, ImmutableArray<string> names)
    {
        AttributeSchema? schema = SchemaOf(_block)?.Body.Get(name);
        Value value = instance.Object.Get(name);
        if (value.IsAbsent && IsBuiltIn && (name is "input" or "triggers_replace" || (name == "output" && instance.Object.Get("input") is { IsNull: true } or { IsAbsent: true })))
        {
            return Value.Null;
        }

        bool chosen = value.IsNull && (schema?.IsOptionalComputed ?? false);

        // What is read may differ from what was asked for, unless the schema says that only the configuration sets it.
        bool read = _block.Mode != TerraformResourceMode.Managed && schema is not { IsOptionalComputed: false, IsComputed: false };
        if (value.IsAbsent || chosen || read)
        {
            return IsBuiltIn && name == "output"
                ? Computed($"{instance.Address}.{name}", instance.Object.Get("input").GetHclType())
                : Computed($"{instance.Address}.{name}", name == "id" ? HclType.String : TypeOf(schema));
        }

        if (instance.Body.HasBlocks(name))
        {
            return Complete(value, schema?.Block, names, $"{instance.Address}.{name}");
        }

        return value.Origin is { } written
            ? value.WithOrigin(new Origin(OriginKind.ResourceAttribute, $"{instance.Address}.{name}", written.Location, written.From) { IsComposed = written.IsComposed })
            : value;
    }

    /// <summary>All instances as an expression sees them.</summary>
    /// <param name="names">Attributes that the expression may ask for: of types without a schema nobody else tells which there are.</param>
    public Value ToValue(ImmutableArray<string> names) => Expansion.Kind switch
    {
        ExpansionKind.Single => ToObject(Instances[0], names),
        ExpansionKind.Count => Value.Of(new ValueList([.. Instances.Select(instance => ToObject(instance, names))])),
        _ => Value.Of(new ValueMap([.. Instances.Select(instance => new ValueEntry(instance.Key.Key, ToObject(instance, names)))])),
    };

    private Value ToObject(ResourceInstance instance, ImmutableArray<string> names)
    {
        var entries = ImmutableArray.CreateBuilder<ValueEntry>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        IEnumerable<string> known = IsBuiltIn ? s_builtIn : SchemaOf(_block)?.Body.Attributes.Keys ?? names.AsEnumerable();
        foreach (string name in instance.Object.Select(entry => entry.Key.AsString).Concat(known).Append("id"))
        {
            if (seen.Add(name))
            {
                entries.Add(new ValueEntry(Value.Of(name), GetAttribute(instance, name, names)));
            }
        }

        return Value.Of(new ValueMap(entries.ToImmutable()));
    }

    // The one managed resource of Terraform itself, whose schema no provider has.
    private bool IsBuiltIn => _block is { Type: "terraform_data", Mode: TerraformResourceMode.Managed };

    /// <summary>The objects of nested blocks with what the provider adds to them.</summary>
    private Value Complete(Value blocks, BlockSchema? schema, ImmutableArray<string> names, string path)
    {
        if (blocks.Kind != ValueKind.List)
        {
            return blocks;
        }

        return Value.Of(new ValueList([.. blocks.AsList.Items.Select((block, i) => CompleteBlock(block, schema, names, $"{path}[{i}]"))]));
    }

    private Value CompleteBlock(Value block, BlockSchema? schema, ImmutableArray<string> names, string path)
    {
        if (block.Kind != ValueKind.Map)
        {
            return block;
        }

        var entries = ImmutableArray.CreateBuilder<ValueEntry>();
        foreach (ValueEntry entry in block.AsMap)
        {
            AttributeSchema? inner = schema?.Get(entry.Key.AsString);
            entries.Add(inner is { IsBlock: true } ? entry with { Value = Complete(entry.Value, inner.Block, names, $"{path}.{entry.Key.AsString}") } : entry);
        }

        foreach (string name in schema?.Attributes.Keys ?? names.AsEnumerable())
        {
            if (!block.AsMap.ContainsKey(name))
            {
                entries.Add(new ValueEntry(Value.Of(name), Computed($"{path}.{name}", TypeOf(schema?.Get(name)))));
            }
        }

        return Value.Of(new ValueMap(entries.ToImmutable()));
    }

    private Value Computed(string full, HclType? type)
    {
        bool isData = _block.Mode == TerraformResourceMode.Data;
        var reason = new Unknown(isData ? UnknownKind.DataSource : UnknownKind.Computed, isData ? $"{full} is only read when Terraform runs" : $"{full} is only known after apply")
        {
            Type = type,
            NotNull = IsBuiltIn && full.EndsWith(".id", StringComparison.Ordinal),
        };
        return Value.Unknown(reason).WithOrigin(new Origin(OriginKind.ResourceAttribute, full, _block.Header));
    }

    private static HclType? TypeOf(AttributeSchema? schema) => schema?.Kind switch
    {
        AttributeKind.String => HclType.String,
        AttributeKind.Number => HclType.Number,
        AttributeKind.Bool => HclType.Bool,
        _ => null,
    };
}
