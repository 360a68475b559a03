using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Cli.Terminal;
using GcpLint.Images;
using GcpLint.Text;

namespace GcpLint.Cli.Commands;

/// <summary>The images that a command line names, and what is wrong with those that could not be read.</summary>
internal sealed record ScanImages(ImmutableArray<ContainerImage> Images, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>One image that is not there does not keep the others from being judged.</summary>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public static ScanImages Read(ScanArguments arguments, ITerminal terminal)
    {
        var reading = new ImageReading { DockerHost = terminal.GetEnvironmentVariable("DOCKER_HOST"), Platform = arguments.Platform };
        var images = ImmutableArray.CreateBuilder<ContainerImage>();
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (string word in arguments.Images.Distinct(StringComparer.Ordinal))
        {
            try
            {
                ImageTarget target = ImageTarget.Parse(word, terminal.CurrentDirectory);
                images.AddRange(ImageReader.ReadAsync(target, reading, terminal.Cancellation).GetAwaiter().GetResult());
            }
            catch (ImageException failure)
            {
                var place = new SourceLocation(new SourceText(word, ""), default);
                diagnostics.Add(new Diagnostic("image/unreadable", DiagnosticSeverity.Error, $"The image was not judged: {failure.Message}", failure.Advice, place));
            }
        }

        return new ScanImages(images.ToImmutable(), diagnostics.ToImmutable());
    }
}
