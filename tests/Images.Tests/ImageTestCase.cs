using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Images;

namespace GcpLint.Tests.Images;

/// <summary>Reading in one line.</summary>
internal static class ImageTestCase
{
    public static ImmutableArray<ContainerImage> Read(string word, ImageReading? reading = null) =>
        ImageReader.ReadAsync(ImageTarget.Parse(word, Path.GetTempPath()), reading ?? new ImageReading(), TestContext.Current.CancellationToken).GetAwaiter().GetResult();

    public static ImageException Refuse(string word, ImageReading? reading = null)
    {
        Action read = () => Read(word, reading);
        return read.Should().Throw<ImageException>().Which;
    }
}
