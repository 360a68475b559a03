namespace GcpLint.Hcl.Types;

/// <summary>Says why a value of one type is none of another.</summary>
internal static class Mismatch
{
    public static string Describe(HclType from, HclType to)
    {
        if (from.Kind == HclTypeKind.Object && to.Kind == HclTypeKind.Object)
        {
            return DescribeObject(from, to);
        }

        if (from.Kind == HclTypeKind.Tuple && to.Kind == HclTypeKind.Tuple && from.Elements.Length != to.Elements.Length)
        {
            return $"tuple of {to.Elements.Length} elements is required, this one has {from.Elements.Length}";
        }

        bool sameShape = (from.Kind, to.Kind) is (HclTypeKind.Tuple, HclTypeKind.List or HclTypeKind.Set)
            or (HclTypeKind.List or HclTypeKind.Set, HclTypeKind.List or HclTypeKind.Set)
            or (HclTypeKind.Object or HclTypeKind.Map, HclTypeKind.Map);
        if (!sameShape)
        {
            return $"{to.FriendlyName} required, but have {from.FriendlyName}";
        }

        return to.Element.IsDynamic
            ? $"all elements of a {to.FriendlyName} have one type"
            : $"element types do not fit: {to.Element.FriendlyName} required";
    }

    private static string DescribeObject(HclType from, HclType to)
    {
        foreach (HclTypeAttribute attribute in to.Attributes)
        {
            HclTypeAttribute? given = from.GetAttribute(attribute.Name);
            if (given is null && !attribute.Optional)
            {
                return $"attribute \"{attribute.Name}\" is required";
            }

            if (given is not null && !Conversion.CanConvert(given.Type, attribute.Type))
            {
                return $"attribute \"{attribute.Name}\": {Describe(given.Type, attribute.Type)}";
            }
        }

        return "object required";
    }
}
