using System.Buffers.Text;
using System.Collections.Immutable;
using GcpLint.Values;
using static GcpLint.Cel.Runtime.Library.Define;

namespace GcpLint.Cel.Runtime.Library;

/// <summary>The extension encoders.</summary>
internal static class EncoderFunctions
{
    public static ImmutableArray<CelFunction> All { get; } =
    [
        Function("base64.encode", Global(CelType.Bytes, CelType.String, value => Value.Of(Convert.ToBase64String(value.AsBytes.AsSpan())))),
        Function("base64.decode", Global(CelType.String, CelType.Bytes, Decode)),
    ];

    private static Value Decode(Value value)
    {
        // Padding may be missing.
        string text = value.AsString.TrimEnd('=');
        string padded = text.PadRight((text.Length + 3) / 4 * 4, '=');
        return Base64.IsValid(padded) && padded.Length - value.AsString.Length <= 2
            ? Value.Of(ImmutableArray.Create(Convert.FromBase64String(padded)))
            : CelError.Of("illegal base64 data");
    }
}
