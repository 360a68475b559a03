using System.Collections.Immutable;
using GcpLint.Analyzer.Facts;
using GcpLint.Analyzer.Model;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Rules.Org;

/// <summary>
/// A resource by the names of its API, as the service would get it. What nobody wrote is behind what was written: an
/// empty value where the API has one, unknown where the service chooses it.
/// </summary>
internal sealed class ApiView
{
    /// <summary>Why a field that Terraform has nothing for is not known.</summary>
    public static readonly Unknown Unmapped = new(UnknownKind.Computed, "Terraform has nothing for this field of the API");

    private static readonly Unknown s_chosen = new(UnknownKind.Computed, "the service chooses it");

    private static readonly Unknown s_otherForm = new(UnknownKind.Computed, "the API has it in another form");

    private readonly CloudResource _resource;
    private readonly ApiObject _root = new();

    private ApiView(CloudResource resource) => _resource = resource;

    /// <summary>The resource as an API object.</summary>
    /// <param name="resource">In Terraform's vocabulary.</param>
    /// <param name="unmapped">Paths that a condition asks for and Terraform has nothing for.</param>
    /// <param name="unknownIsWritten">
    /// What <c>has()</c> says of what is not known: a verdict counts only if it is the same both ways.
    /// </param>
    public static Value Of(CloudResource resource, IEnumerable<string> unmapped, bool unknownIsWritten)
    {
        var view = new ApiView(resource);
        view.Write(RunShape.AttributesOf(resource), ApiNames.Current.AttributesOf(RunShape.TypeOf(resource.Type)), view._root, resource.Header);
        foreach (string path in unmapped)
        {
            view._root.SetUnknown(path.Split('.'), Unmapped);
        }

        return view._root.ToValue(unknownIsWritten);
    }

    private void Write(Value block, ImmutableArray<ApiAttribute> attributes, ApiObject target, SourceLocation nearest)
    {
        foreach (ApiAttribute attribute in attributes)
        {
            if (attribute.Api is not { } api || attribute.Schema.Has(AttributeTraits.WriteOnly))
            {
                continue;
            }

            Value value = block.IsUnknown ? block : block.Get(attribute.Schema.Name);
            value = value.IsNull ? default : value;
            ApiObject place = api.FromRoot ? _root : target;
            if (attribute.Schema.IsBlock)
            {
                WriteBlock(value, attribute, api, place, nearest);
            }
            else
            {
                Place(api, place)?.Set(LastOf(api), Scalar(value, attribute, api, nearest));
            }
        }
    }

    private void WriteBlock(Value value, ApiAttribute attribute, ApiPath api, ApiObject place, SourceLocation nearest)
    {
        Value[] written = value.Kind switch
        {
            ValueKind.Map => [value],
            ValueKind.List or ValueKind.Set => [.. value.AsList.Items],
            _ => [],
        };
        if (value.IsUnknown || attribute.IsOfMapEntries || written.Any(item => item.Kind != ValueKind.Map)
            || (written.Length == 0 && attribute.Schema.IsOptionalComputed))
        {
            Place(api, place)?.Set(LastOf(api), Value.Unknown(value.UnknownReason ?? (written.Length > 0 ? s_otherForm : s_chosen)).WithOrigin(value.Origin));
        }
        else if (attribute.IsOneOfList || attribute.Schema.Kind == AttributeKind.Blocks)
        {
            AddToList(written, attribute, api, place, nearest);
        }
        else
        {
            Value single = written.FirstOrDefault();
            ApiObject? target = api.Steps.IsEmpty ? place : Place(api, place)?.Child(LastOf(api));
            if (target is not null)
            {
                target.IsWritten |= IsWritten(single) && !api.Steps.IsEmpty;
                Write(single, attribute.Block, target, Nearest(single, nearest));
            }
        }
    }

    private void AddToList(Value[] written, ApiAttribute attribute, ApiPath api, ApiObject place, SourceLocation nearest)
    {
        if (api.Steps.IsEmpty || Place(api, place)?.List(LastOf(api)) is not { } list)
        {
            return;
        }

        foreach (Value item in written)
        {
            var element = new ApiObject { IsWritten = true };
            foreach ((string key, string text) in api.Steps[^1].Filters)
            {
                element.Set(key, text is "true" or "false" ? Value.Of(text == "true") : Value.Of(text));
            }

            Write(item, attribute.Block, element, Nearest(item, nearest));
            list.Add(element);
        }
    }

    private Value Scalar(Value value, ApiAttribute attribute, ApiPath api, SourceLocation nearest)
    {
        if (value.IsAbsent)
        {
            return attribute.Schema.IsComputed || attribute.Schema.IsOptionalComputed || _resource.IsUpdate
                ? Value.Unknown(s_chosen)
                : api.Undo(Zero(attribute.Schema)).WithOrigin(new Origin(OriginKind.ProviderDefault, "", nearest));
        }

        if (attribute.IsJson || (attribute.Schema.Kind is AttributeKind.List or AttributeKind.Set && api.Steps is [_, .., { Name: "type" or "value" or "name" }]))
        {
            return Value.Unknown(s_otherForm).WithOrigin(value.Origin);
        }

        if (api.Steps is [.., { IsMapAsList: true }])
        {
            return value.Kind == ValueKind.Map ? Value.Of(new ValueList([.. value.AsMap.Entries.Select(AsItem)])).WithOrigin(value.Origin) : value;
        }

        return CanonicalName.Of(api.Undo(value), attribute.Schema, _resource);
    }

    private static Value AsItem(ValueEntry entry) =>
        Value.Of(new ValueMap([new ValueEntry(Value.Of("key"), entry.Key), new ValueEntry(Value.Of("value"), entry.Value)])).WithOrigin(entry.Value.Origin);

    private static Value Zero(AttributeSchema schema) => schema.Kind switch
    {
        AttributeKind.String => Value.EmptyString,
        AttributeKind.Bool => Value.False,
        AttributeKind.Number => Value.Of(0L),
        AttributeKind.List or AttributeKind.Set => Value.Of(ValueList.Empty),
        AttributeKind.Map => Value.Of(ValueMap.Empty),
        _ => Value.Unknown(s_otherForm),
    };

    /// <summary>The object that the last step is a field of; null where it would be in each element of a list.</summary>
    private static ApiObject? Place(ApiPath api, ApiObject from)
    {
        ApiObject? place = from;
        foreach (ApiStep step in api.Steps.AsSpan()[..Math.Max(0, api.Steps.Length - 1)])
        {
            place = step.Filters.IsEmpty ? place?.Child(step.Name) : null;
        }

        return api.Steps.IsEmpty ? null : place;
    }

    private static string LastOf(ApiPath api) => api.Steps[^1].Name;

    private static bool IsWritten(Value value) => value.IsSet && value.Origin is not { Kind: OriginKind.ProviderDefault };

    private static SourceLocation Nearest(Value value, SourceLocation nearest) => IsWritten(value) && value.Origin is { } origin ? origin.Location : nearest;
}
