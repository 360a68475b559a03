using System.Text;

namespace GcpLint.Cli.Terminal;

/// <summary>Writes a file as a whole: a reader, or a run that is stopped, never leaves half of one behind.</summary>
internal static class AtomicFile
{
    /// <param name="path">Absolute; its folder is made if it is missing.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="cancellation">Stopping removes the unfinished file.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The user may not write it.</exception>
    public static void Write(string path, Action<TextWriter> write, CancellationToken cancellation)
    {
        if (IsDevice(path))
        {
            // /dev/stdout and pipes cannot be replaced; whoever names them wants them written to.
            using var direct = new StreamWriter(path, append: true, new UTF8Encoding(false));
            write(direct);
            return;
        }

        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        // Beside the file: a rename is atomic within one file system only.
        string unfinished = $"{path}.{Environment.ProcessId}.tmp";
        using CancellationTokenRegistration cleanUp = cancellation.Register(() => Delete(unfinished));
        try
        {
            using (var writer = new StreamWriter(unfinished, append: false, new UTF8Encoding(false)))
            {
                write(writer);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            Delete(unfinished);
            throw;
        }
    }

    private static bool IsDevice(string path) =>
        File.Exists(path) && (path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal));

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The run ends anyway, with the error that brought it here.
        }
    }
}
