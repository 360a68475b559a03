using System.Globalization;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Dockerfile;

/// <summary>A port or a range of ports of EXPOSE.</summary>
/// <param name="Text">As expanded; unknown if a variable is, or if it is no port.</param>
/// <param name="First">0 where it is not known.</param>
/// <param name="Last">Equal to <paramref name="First"/> for one port.</param>
/// <param name="Protocol">In lower case; "tcp" unless said otherwise.</param>
/// <param name="Word">As written.</param>
public readonly record struct ExposedPort(Value Text, int First, int Last, string Protocol, InstructionWord Word)
{
    /// <summary>A variable may hold several ports with blanks between them.</summary>
    internal static IEnumerable<ExposedPort> Parse(Value value, InstructionWord word)
    {
        if (!value.TryGetString(out string? text))
        {
            yield return new ExposedPort(value, 0, 0, "", word);
            yield break;
        }

        foreach (string port in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            yield return TryParse(port, out int first, out int last, out string protocol)
                ? new ExposedPort(Value.Of(port).WithOrigin(value.Origin), first, last, protocol, word)
                : new ExposedPort(Value.Unknown(UnknownKind.Error, $"{port} is no port").WithOrigin(value.Origin), 0, 0, "", word);
        }
    }

    /// <summary><c>port[-port][/protocol]</c>; a host part before a colon is taken and ignored, as Docker does.</summary>
    internal static bool TryParse(ReadOnlySpan<char> text, out int first, out int last, out string protocol)
    {
        int slash = text.IndexOf('/');
        protocol = slash < 0 ? "tcp" : text[(slash + 1)..].ToString().ToLowerInvariant();
        ReadOnlySpan<char> ports = slash < 0 ? text : text[..slash];
        ports = ports[(ports.LastIndexOf(':') + 1)..];
        int dash = ports.IndexOf('-');
        bool valid = TryParsePort(dash < 0 ? ports : ports[..dash], out first) & TryParsePort(dash < 0 ? ports : ports[(dash + 1)..], out last);
        return valid && first <= last && (protocol is "tcp" or "udp" or "sctp");
    }

    private static bool TryParsePort(ReadOnlySpan<char> text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= ushort.MaxValue;
}
