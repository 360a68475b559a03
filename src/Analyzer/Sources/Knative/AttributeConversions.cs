using System.Globalization;
using GcpLint.Analyzer.Sources.Json;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Knative;

/// <summary>Annotations are strings: these bring them into the types of the attributes, their places kept.</summary>
internal static class AttributeConversions
{
    extension(Value value)
    {
        public Value ToNumber() =>
            value.TryGetString(out string? text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
                ? Value.Of(number).WithOrigin(value.Origin)
                : value;

        public Value ToBool() => value.TryGetString(out string? text) && bool.TryParse(text, out bool flag)
            ? Value.Of(flag).WithOrigin(value.Origin)
            : value;

        /// <summary>A number of seconds in the form of the attribute: "300s".</summary>
        public Value ToSeconds() => value.ToNumber().TryGetInt(out long seconds)
            ? Value.Of(seconds.ToString(CultureInfo.InvariantCulture) + "s").WithOrigin(value.Origin)
            : value;

        /// <summary>A word of the API in the form of the attribute: "gen2" with the prefix "EXECUTION_ENVIRONMENT_".</summary>
        public Value ToEnum(string prefix) => value.TryGetString(out string? text)
            ? Value.Of(prefix + text.Replace('-', '_').ToUpperInvariant()).WithOrigin(value.Origin)
            : value;

        public Value ToText() => value.IsKnown && value.Kind != ValueKind.String ? Value.Of(ScalarText.Of(value)).WithOrigin(value.Origin) : value;

        /// <summary>The parts between commas, each with its own place.</summary>
        public Value SplitCommas()
        {
            if (!value.TryGetString(out string? text))
            {
                return value;
            }

            var items = new List<Value>();
            foreach (Range range in text.AsSpan().Split(','))
            {
                (int start, int length) = range.GetOffsetAndLength(text.Length);
                ReadOnlySpan<char> part = text.AsSpan(start, length);
                int trimmed = part.Length - part.TrimStart().Length;
                length = part.Trim().Length;
                if (length > 0)
                {
                    items.Add(ScalarText.Part(value, new TextSpan(start + trimmed, length)));
                }
            }

            return Value.Of(new ValueList([.. items])).WithOrigin(value.Origin);
        }

        /// <summary>JSON in a string, its places those of the file; unknown if it is malformed.</summary>
        public Value ParseJson()
        {
            if (ScalarText.Map(value) is not { } text)
            {
                return value;
            }

            JsonFile json = JsonReader.Read(new SourceText(text.Source.Path, text.Text));
            return json.Diagnostics.IsEmpty
                ? Relocate(json.Root, text)
                : Value.Unknown(UnknownKind.Error, "the annotation is no valid JSON").WithOrigin(value.Origin);
        }
    }

    private static Value Relocate(Value value, MappedText text)
    {
        Origin? origin = value.Origin is null ? null : Origin.Written(text.Source, text.ToSource(value.Origin.Location.Span));
        return value.Kind switch
        {
            ValueKind.List => Value.Of(new ValueList([.. value.AsList.Items.Select(item => Relocate(item, text))])).WithOrigin(origin),
            ValueKind.Map => Value.Of(new ValueMap(
                [.. value.AsMap.Entries.Select(entry => new ValueEntry(Relocate(entry.Key, text), Relocate(entry.Value, text)))])).WithOrigin(origin),
            _ => value.WithOrigin(origin),
        };
    }
}
