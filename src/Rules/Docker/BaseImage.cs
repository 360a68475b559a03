using GcpLint.Analyzer.Facts;
using GcpLint.Analyzer.Model;

namespace GcpLint.Rules.Docker;

/// <summary>What a base image brings along, as far as its name and tag tell.</summary>
internal enum BaseFlavor
{
    Unknown,

    /// <summary>Built on buildpack-deps: compilers, version control, curl and wget.</summary>
    Full,

    /// <summary>Debian or Ubuntu with little more than a package manager.</summary>
    Slim,

    /// <summary>Alpine with BusyBox.</summary>
    Alpine,

    /// <summary>Neither shell nor package manager.</summary>
    Distroless,
}

/// <summary>An image that others are built on.</summary>
/// <param name="Key">The repository; with its registry unless that is Docker Hub.</param>
/// <param name="Name">The last part of the repository: "python".</param>
/// <param name="Tag">"" without one.</param>
/// <param name="Version">The number that the tag begins with, "" if it begins with none.</param>
internal sealed record BaseImage(string Key, string Name, string Tag, string Version)
{
    private const string Distroless = "distroless/";

    public static BaseImage Of(ImageReference image)
    {
        string key = image.IsOfficial ? image.Name
            : image.EffectiveRegistry is "mirror.gcr.io" && image.Repository.StartsWith("library/", StringComparison.Ordinal) ? image.Name
            : image.EffectiveRegistry is "public.ecr.aws" && image.Repository.StartsWith("docker/library/", StringComparison.Ordinal) ? image.Name
            : image.EffectiveRegistry == "docker.io" ? image.Repository
            : $"{image.EffectiveRegistry}/{image.Repository}";
        string tag = image.Tag ?? "";
        int length = 0;
        while (length < tag.Length && (char.IsAsciiDigit(tag[length]) || (tag[length] == '.' && length > 0)))
        {
            length++;
        }

        // "22abc" is a name and "2024-05" a date.
        bool isVersion = length > 0 && (length == tag.Length || tag[length] is '-' or '_' or '+');
        return new BaseImage(key, image.Name, tag, isVersion ? tag[..length].TrimEnd('.') : "");
    }

    /// <summary>The parts of the tag between dashes.</summary>
    public IEnumerable<string> TagParts => Tag.Split('-');

    public bool IsDistroless => Key.Contains(Distroless, StringComparison.Ordinal);

    /// <summary>The language that the image runs, as the table of ends of life calls it; null for others.</summary>
    public string? Runtime
    {
        get
        {
            if (IsDistroless)
            {
                return Name.StartsWith("python", StringComparison.Ordinal) ? "python" : Name.StartsWith("nodejs", StringComparison.Ordinal) ? "nodejs" : null;
            }

            string? product = EndOfLifeTable.Current.FindProduct(Key);
            return product is not null && EndOfLifeTable.Current.GetKind(product) == "runtime" ? product : null;
        }
    }

    public bool IsPython => Runtime == "python";

    /// <summary>The official image of a language: what its tags contain is documented.</summary>
    public bool IsOfficialLanguage => Key is "python" or "node" or "golang" or "ruby" or "rust" or "perl";

    public BaseFlavor Flavor
    {
        get
        {
            if (IsDistroless)
            {
                // A debug variant has a shell.
                return TagParts.Contains("debug") ? BaseFlavor.Unknown : BaseFlavor.Distroless;
            }

            if (Key is "debian" or "ubuntu")
            {
                return BaseFlavor.Slim;
            }

            if (Key == "alpine")
            {
                return BaseFlavor.Alpine;
            }

            if (!IsOfficialLanguage || TagParts.Any(part => part.Contains("windows", StringComparison.Ordinal) || part.StartsWith("nano", StringComparison.Ordinal)))
            {
                return BaseFlavor.Unknown;
            }

            return TagParts.Contains("slim") ? BaseFlavor.Slim
                : TagParts.Any(part => part.StartsWith("alpine", StringComparison.Ordinal)) ? BaseFlavor.Alpine
                : Tag.Contains('$') ? BaseFlavor.Unknown
                : BaseFlavor.Full;
        }
    }
}
