using System.Collections.Immutable;
using GcpLint.Analyzer.Facts;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Terraform.Evaluation;

/// <summary>One instance of a resource.</summary>
/// <param name="Key">Which one.</param>
/// <param name="Address">From the root: <c>module.db.google_x.y["a"]</c>.</param>
/// <param name="Scope">What names mean inside of it.</param>
/// <param name="Body">What is written in it.</param>
internal sealed record ResourceInstance(InstanceKey Key, string Address, Scope Scope, EvaluatedBody Body);

/// <summary>A resource or data source of one module instance, evaluated.</summary>
internal sealed class ResourceNode
{
    /// <summary>Stands for a resource that is being evaluated further up.</summary>
    public static readonly ResourceNode Open = new(null, null, new Expansion(ExpansionKind.Unknown, [], null), []);

    private readonly TerraformResourceBlock? _block;
    private readonly ModuleInstance? _module;
    private Value[]? _objects;

    private ResourceNode(TerraformResourceBlock? block, ModuleInstance? module, Expansion expansion, ImmutableArray<ResourceInstance> instances)
    {
        _block = block;
        _module = module;
        Expansion = expansion;
        Instances = instances;
    }

    public Expansion Expansion { get; }

    public ImmutableArray<ResourceInstance> Instances { get; }

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

        return new ResourceNode(block, module, expansion, instances.ToImmutable());
    }

    public static ResourceSchema? SchemaOf(TerraformResourceBlock block) => block.Mode switch
    {
        TerraformResourceMode.Managed => ProviderSchema.Current.GetResource(block.Type),
        TerraformResourceMode.Data => ProviderSchema.Current.GetData(block.Type),
        _ => ProviderSchema.Current.Get("ephemeral." + block.Type),
    };

    /// <summary>As an expression sees it.</summary>
    /// <param name="names">Attributes that the expression may ask for: of types without a schema nobody else tells which there are.</param>
    public Value ToValue(ImmutableArray<string> names)
    {
        if (_block is null || _module is null)
        {
            return Value.Unknown(UnknownKind.Error, "the resource refers to itself");
        }

        if (_block.Mode != TerraformResourceMode.Managed)
        {
            return Value.Unknown(UnknownKind.DataSource, $"{_module.Qualify(_block.Address)} is only read when Terraform runs")
                .WithOrigin(new Origin(OriginKind.ResourceAttribute, _block.Address, _block.Header));
        }

        if (Expansion.Kind == ExpansionKind.Unknown || Instances.Length < Expansion.Keys.Length)
        {
            return Value.Unknown(Expansion.Reason ?? new Unknown(UnknownKind.Limit, $"not all instances of {_block.Address} were evaluated"));
        }

        _objects ??= [.. Instances.Select(ObjectOf)];
        return Expansion.Kind switch
        {
            ExpansionKind.Count => Value.Of(new ValueList([.. _objects.Select(obj => WithNames(obj, names))])),
            ExpansionKind.ForEach => Value.Of(new ValueMap([.. _objects.Select((obj, i) => new ValueEntry(Expansion.Keys[i].Key, WithNames(obj, names)))])),
            _ => WithNames(_objects[0], names),
        };
    }

    private Value ObjectOf(ResourceInstance instance)
    {
        ResourceSchema? schema = _block is null ? null : SchemaOf(_block);
        var entries = ImmutableArray.CreateBuilder<ValueEntry>();
        foreach (ValueEntry entry in instance.Body.ToObject().AsMap)
        {
            string name = entry.Key.AsString;
            bool chosen = entry.Value.IsNull && (schema?.Body.Get(name)?.IsOptionalComputed ?? false);
            Origin? origin = entry.Value.Origin is { } written
                ? new Origin(OriginKind.ResourceAttribute, $"{instance.Address}.{name}", written.Location, written.From)
                : null;
            entries.Add(new ValueEntry(entry.Key, chosen ? Computed(instance, name) : entry.Value.WithOrigin(origin)));
        }

        if (schema is not null)
        {
            var written = entries.Select(entry => entry.Key.AsString).ToHashSet(StringComparer.Ordinal);
            foreach (string name in schema.Body.Attributes.Keys)
            {
                if (!written.Contains(name))
                {
                    entries.Add(new ValueEntry(Value.Of(name), Computed(instance, name)));
                }
            }
        }

        return Value.Of(new ValueMap(entries.ToImmutable()));
    }

    private Value WithNames(Value obj, ImmutableArray<string> names)
    {
        ValueMap map = obj.AsMap;
        List<ValueEntry>? added = null;
        ResourceInstance instance = Instances[0];
        bool closed = _block is not null && SchemaOf(_block) is not null;
        foreach (string name in closed ? ["id"] : names.Add("id"))
        {
            if (!map.ContainsKey(name))
            {
                (added ??= []).Add(new ValueEntry(Value.Of(name), Computed(instance, name)));
            }
        }

        return added is null ? obj : Value.Of(new ValueMap([.. map.Entries, .. added.DistinctBy(entry => entry.Key.AsString)]));
    }

    private Value Computed(ResourceInstance instance, string name)
    {
        string full = $"{instance.Address}.{name}";
        return Value.Unknown(UnknownKind.Computed, $"{full} is only known after apply")
            .WithOrigin(_block is null ? null : new Origin(OriginKind.ResourceAttribute, full, _block.Header));
    }
}
