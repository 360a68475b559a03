using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Compose;

/// <summary>A port of a service that is published on the host, short or long form.</summary>
/// <param name="Value">As written, interpolated.</param>
/// <param name="HostIp">"" where none is written: all addresses of the host.</param>
/// <param name="Published">A port or a range; "" where Docker chooses one.</param>
/// <param name="Target">A port or a range of the container.</param>
/// <param name="Protocol">"tcp" where none is written.</param>
public sealed record ComposePort(Value Value, string HostIp, string Published, string Target, string Protocol)
{
    /// <summary>Reachable from this host alone.</summary>
    public bool IsLoopback => HostIp.StartsWith("127.", StringComparison.Ordinal) || HostIp is "::1" or "localhost";

    /// <summary>Null for a value that is not known.</summary>
    internal static ComposePort? Read(Value value)
    {
        if (value.Kind == ValueKind.Map)
        {
            return new ComposePort(value, ScalarText.Of(value.Get("host_ip")), ScalarText.Of(value.Get("published")),
                ScalarText.Of(value.Get("target")), value.Get("protocol").TryGetString(out string? written) ? written : "tcp");
        }

        string text = ScalarText.Of(value);
        if (text.Length == 0)
        {
            return null;
        }

        int slash = text.LastIndexOf('/');
        string protocol = slash < 0 ? "tcp" : text[(slash + 1)..];
        text = slash < 0 ? text : text[..slash];
        int target = text.LastIndexOf(':');
        if (target < 0)
        {
            return new ComposePort(value, "", "", text, protocol);
        }

        // The address may be IPv6 in brackets, so the parts are cut from the right.
        string left = text[..target];
        int published = left.EndsWith(']') ? -1 : left.LastIndexOf(':');
        string address = published < 0 ? "" : left[..published].Trim('[', ']');
        return new ComposePort(value, address, published < 0 ? left : left[(published + 1)..], text[(target + 1)..], protocol);
    }

    /// <summary>Ports that differ in one of these are kept side by side in a merge.</summary>
    internal static string KeyOf(Value value) =>
        Read(value) is { } port ? $"{port.HostIp}|{port.Published}|{port.Target}|{port.Protocol}" : "";
}
