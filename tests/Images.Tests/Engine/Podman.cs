using System.Diagnostics;
using System.Net.Sockets;

namespace GcpLint.Tests.Images.Engine;

/// <summary>
/// A real engine: podman with a store of its own in a temporary folder, without a daemon, without a network, without rights
/// that a container has not.
/// </summary>
public sealed class Podman : IDisposable
{
    private const int StartSeconds = 60;

    private readonly string _folder = Directory.CreateTempSubdirectory("gcp-lint-podman-").FullName;
    private Process? _service;

    public Podman()
    {
        Missing = Prepare();
    }

    /// <summary>Why there is no engine; null if there is one.</summary>
    public string? Missing { get; }

    public string Host => "unix://" + SocketPath;

    private string SocketPath => Path("podman.sock");

    public string Path(string name) => System.IO.Path.Combine(_folder, name);

    /// <summary>What podman prints; null if it fails.</summary>
    public string? Run(params string[] words)
    {
        using Process process = Start(words);
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : null;
    }

    public void Dispose()
    {
        if (_service is { } service)
        {
            service.Kill();
            service.WaitForExit();
            service.Dispose();
        }

        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Without root some files of the store belong to accounts of a user namespace: podman takes those away.
            Run("unshare", "rm", "-rf", _folder);
        }
    }

    private string? Prepare()
    {
        if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(System.IO.Path.Combine(folder, "podman"))))
        {
            return "needs podman, which is not installed (apt-get install podman)";
        }

        Directory.CreateDirectory(Path("context"));
        File.WriteAllText(Path("context/key.json"), "{}");
        File.WriteAllText(Path("context/Dockerfile"), PodmanTests.Dockerfile);
        foreach (string format in new[] { "docker", "oci" })
        {
            if (Run("build", "--isolation=chroot", "--format", format, "-t", $"localhost/{format}:1.0", Path("context")) is null)
            {
                return "needs podman to build an image, which it cannot do here";
            }
        }

        _service = Start("system", "service", "--time", "0", Host);
        var clock = Stopwatch.StartNew();
        while (!Answers())
        {
            if (_service.HasExited || clock.Elapsed.TotalSeconds > StartSeconds)
            {
                return "needs podman to serve its API, which it cannot do here";
            }

            Thread.Sleep(100);
        }

        return null;
    }

    private bool Answers()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(SocketPath));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private Process Start(params string[] words)
    {
        var start = new ProcessStartInfo("podman") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string word in new[] { "--root", Path("root"), "--runroot", Path("run"), "--storage-driver=vfs" }.Concat(words))
        {
            start.ArgumentList.Add(word);
        }

        return Process.Start(start)!;
    }
}
