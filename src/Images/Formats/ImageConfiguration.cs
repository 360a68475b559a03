using System.Text.Json;
using GcpLint.Analyzer.Model;

namespace GcpLint.Images.Formats;

/// <summary>
/// The configuration of an image: https://github.com/opencontainers/image-spec/blob/main/config.md, with what Docker adds
/// (Healthcheck, Shell).
/// </summary>
internal static class ImageConfiguration
{
    /// <summary>Engines build at most 127 layers; steps without a layer are about as many.</summary>
    private const int MaxSteps = 2000;

    /// <exception cref="ImageException">It is damaged.</exception>
    public static ContainerImage Read(ReadOnlyMemory<byte> json, string name, string? digest) => ImageJson.Parse(json, $"the configuration of {name}", root => new ContainerImage
    {
        Name = name,
        Digest = digest,
        Platform = PlatformOf(root.Text("os"), root.Text("architecture"), root.Text("variant")),
        Settings = Settings(root.Get("config")),
        History =
        [
            .. root.Items("history").Take(MaxSteps).Select(entry =>
                new ImageHistoryEntry(entry.Text("created_by"), entry.Text("comment"), entry.Get("empty_layer").ValueKind == JsonValueKind.True)),
        ],
    });

    /// <summary>The object that all formats share: "config" of a configuration, "Config" of an engine's answer.</summary>
    public static ImageSettings Settings(JsonElement config) => new()
    {
        User = config.Text("User").Trim(),
        Environment = config.Texts("Env"),
        Entrypoint = config.Texts("Entrypoint"),
        Command = config.Texts("Cmd"),
        Shell = config.Texts("Shell"),
        ExposedPorts = [.. config.Names("ExposedPorts").Order(StringComparer.Ordinal)],
        Labels = config.Map("Labels"),
        WorkingDirectory = config.Text("WorkingDir"),
        StopSignal = config.Text("StopSignal"),
        Healthcheck = config.Get("Healthcheck") is { ValueKind: JsonValueKind.Object } check && check.Texts("Test") is { IsEmpty: false } test
            ? new ImageHealthcheck(test, Duration(check, "Interval"), Duration(check, "Timeout"), Duration(check, "StartPeriod"), (int)Math.Clamp(check.Number("Retries"), 0, int.MaxValue))
            : null,
    };

    public static string PlatformOf(string os, string architecture, string variant) =>
        os.Length == 0 || architecture.Length == 0 ? "" : variant.Length == 0 ? $"{os}/{architecture}" : $"{os}/{architecture}/{variant}";

    /// <summary>Nanoseconds, as Go writes durations.</summary>
    private static TimeSpan Duration(JsonElement element, string name) => TimeSpan.FromTicks(Math.Max(0, element.Number(name)) / TimeSpan.NanosecondsPerTick);
}
