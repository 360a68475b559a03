using System.Diagnostics.CodeAnalysis;
using GcpLint.Text;

namespace GcpLint.Analyzer.Model;

/// <summary>
/// A reference to a container image, <c>[registry/]repository[:tag][@digest]</c>, as Docker reads it
/// (https://pkg.go.dev/github.com/distribution/reference). Variables such as <c>${TAG:-latest}</c> are taken as opaque
/// text, so that what is literal in a reference can be judged before it is whole. Spans count within <see cref="Text"/>.
/// </summary>
public sealed record ImageReference
{
    private const string DefaultRegistry = "docker.io";

    private ImageReference(string text)
    {
        Text = text;
    }

    public string Text { get; }

    /// <summary>As written, null if it is not: <see cref="EffectiveRegistry"/> then.</summary>
    public string? Registry => GetText(RegistrySpan);

    public TextSpan? RegistrySpan { get; private init; }

    /// <summary>The path in the registry as written: "python", "my-project/images/api".</summary>
    public string Repository => Text.Substring(RepositorySpan.Start, RepositorySpan.Length);

    public TextSpan RepositorySpan { get; private init; }

    /// <summary>The last part of the repository.</summary>
    public string Name => Text.Substring(NameSpan.Start, NameSpan.Length);

    public TextSpan NameSpan { get; private init; }

    /// <summary>Null if it is not written.</summary>
    public string? Tag => GetText(TagSpan);

    public TextSpan? TagSpan { get; private init; }

    /// <summary>With its algorithm, "sha256:…"; null if it is not written.</summary>
    public string? Digest => GetText(DigestSpan);

    public TextSpan? DigestSpan { get; private init; }

    /// <summary>The registry that is asked: Docker Hub unless another is named.</summary>
    public string EffectiveRegistry => Registry is null or "index.docker.io" ? DefaultRegistry : Registry;

    /// <summary>The repository with the "library/" that Docker Hub's official images are under.</summary>
    public string EffectiveRepository =>
        EffectiveRegistry == DefaultRegistry && !Repository.Contains('/') ? "library/" + Repository : Repository;

    /// <summary>The tag that is pulled: "latest" without tag and digest, null with a digest alone.</summary>
    public string? EffectiveTag => Tag ?? (Digest is null ? "latest" : null);

    /// <summary>An official image of Docker Hub.</summary>
    public bool IsOfficial => EffectiveRegistry == DefaultRegistry && EffectiveRepository.StartsWith("library/", StringComparison.Ordinal);

    /// <summary>"docker.io/library/python:3.12-slim".</summary>
    public string Canonical =>
        $"{EffectiveRegistry}/{EffectiveRepository}{(EffectiveTag is null ? "" : ":" + EffectiveTag)}{(Digest is null ? "" : "@" + Digest)}";

    /// <summary>Whether a variable or template stands in it: "${TAG}", "$PROJECT_ID", "{{ image }}".</summary>
    public bool HasVariables => Text.Contains('$') || Text.Contains("{{", StringComparison.Ordinal);

    /// <summary>Null if <see cref="TryParse"/> refuses it.</summary>
    public static ImageReference? Parse(string text) => TryParse(text, out ImageReference? reference) ? reference : null;

    /// <summary>
    /// False for a text without a name, with an empty part, or with marks that no reference has, such as those around
    /// placeholders (<c>gcr.io/&lt;project&gt;/app</c>), outside of variables; characters are not checked further.
    /// </summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ImageReference? reference)
    {
        reference = null;
        if (!TryFindMarks(text, out int firstSlash, out int lastSlash, out int colon, out int at))
        {
            return false;
        }

        int nameEnd = at >= 0 ? at : text.Length;
        TextSpan? digest = at >= 0 ? TextSpan.FromBounds(at + 1, text.Length) : null;
        TextSpan? tag = null;
        if (colon > lastSlash)
        {
            tag = TextSpan.FromBounds(colon + 1, nameEnd);
            nameEnd = colon;
        }

        int start = firstSlash > 0 && IsRegistry(text.AsSpan(0, firstSlash)) ? firstSlash + 1 : 0;
        int nameStart = Math.Max(start, lastSlash + 1);
        if (nameStart >= nameEnd || tag is { IsEmpty: true } || digest is { IsEmpty: true })
        {
            return false;
        }

        reference = new ImageReference(text)
        {
            RegistrySpan = start > 0 ? new TextSpan(0, firstSlash) : null,
            RepositorySpan = TextSpan.FromBounds(start, nameEnd),
            NameSpan = TextSpan.FromBounds(nameStart, nameEnd),
            TagSpan = tag,
            DigestSpan = digest,
        };
        return true;
    }

    /// <summary>The name behind the last '/', without tag and digest, of a text that variables may stand in.</summary>
    public static string LastPartOf(string text)
    {
        string last = text[(text.LastIndexOf('/') + 1)..];
        int end = last.AsSpan().IndexOfAny(':', '@');
        return end < 0 ? last : last[..end];
    }

    public override string ToString() => Text;

    /// <summary>Finds the marks that separate the parts; those inside "${…}" and "{{…}}" separate nothing.</summary>
    private static bool TryFindMarks(string text, out int firstSlash, out int lastSlash, out int colon, out int at)
    {
        firstSlash = lastSlash = colon = at = -1;
        int braces = 0;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c is '{' or '}')
            {
                braces = Math.Max(0, braces + (c == '{' ? 1 : -1));
            }
            else if (braces > 0)
            {
                continue;
            }
            else if (char.IsWhiteSpace(c) || c is '<' or '>' or '[' or ']' || (c == '/' && (i == 0 || text[i - 1] == '/')))
            {
                return false;
            }
            else if (c == '/' && at < 0)
            {
                firstSlash = firstSlash < 0 ? i : firstSlash;
                lastSlash = i;
            }
            else if (c == ':' && at < 0)
            {
                colon = i;
            }
            else if (c == '@' && at < 0)
            {
                at = i;
            }
        }

        return true;
    }

    /// <summary>The first part is a host if it has a dot or a port, is localhost, or has capitals, which repositories have not.</summary>
    private static bool IsRegistry(ReadOnlySpan<char> part)
    {
        int braces = 0;
        foreach (char c in part)
        {
            braces += c switch { '{' => 1, '}' => -1, _ => 0 };
            if (braces <= 0 && c is '.' or ':')
            {
                return true;
            }
        }

        // The name of a variable has capitals too: what it holds is not known here.
        return part is "localhost" || !part.Contains('$') && part.IndexOfAnyInRange('A', 'Z') >= 0;
    }

    private string? GetText(TextSpan? span) => span is { } part ? Text.Substring(part.Start, part.Length) : null;
}
