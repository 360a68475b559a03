using System.Buffers;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.GitHub;

/// <summary>What <c>uses:</c> points at.</summary>
public enum ActionReferenceKind : byte
{
    /// <summary><c>owner/repository[/path]@ref</c>.</summary>
    Repository,

    /// <summary><c>./path</c>, in the same repository.</summary>
    Local,

    /// <summary><c>docker://image</c>.</summary>
    Docker,

    /// <summary>None of these forms.</summary>
    Malformed,
}

/// <summary>The action or reusable workflow of <c>uses:</c>.</summary>
public sealed class ActionReference
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private ActionReference(Value value, ActionReferenceKind kind)
    {
        Value = value;
        Kind = kind;
        Text = value.AsString;
    }

    public Value Value { get; }

    public string Text { get; }

    public ActionReferenceKind Kind { get; }

    /// <summary>"" unless it is a repository.</summary>
    public string Owner { get; private init; } = "";

    /// <summary>"" unless it is a repository.</summary>
    public string Repository { get; private init; } = "";

    /// <summary>The folder or file in the repository without slashes around it, the local path, or the image.</summary>
    public string Path { get; private init; } = "";

    /// <summary>The branch, tag or commit behind '@'; "" if there is none.</summary>
    public string Ref { get; private init; } = "";

    /// <summary>"owner/repository" in lower case: GitHub compares without case.</summary>
    public string FullName => Kind == ActionReferenceKind.Repository ? $"{Owner}/{Repository}".ToLowerInvariant() : "";

    /// <summary>The ref is a whole commit hash, or the image a digest: it cannot change.</summary>
    public bool IsPinned => Kind switch
    {
        ActionReferenceKind.Repository => Ref.Length is 40 or 64 && !Ref.AsSpan().ContainsAnyExcept(HexDigits),
        ActionReferenceKind.Docker => Path.Contains("@sha256:", StringComparison.Ordinal),
        ActionReferenceKind.Local => true,
        _ => false,
    };

    /// <summary>The place of the ref, without '@'; of the whole where there is none.</summary>
    public SourceLocation? RefLocation
    {
        get
        {
            MappedText? text = ScalarText.Map(Value);
            return text?.Locate(Ref.Length == 0 ? new TextSpan(0, Text.Length) : new TextSpan(Text.Length - Ref.Length, Ref.Length));
        }
    }

    /// <summary>Null if nothing is written.</summary>
    internal static ActionReference? Read(Value value)
    {
        if (!value.TryGetString(out string? text))
        {
            return value.IsSet ? new ActionReference(value, ActionReferenceKind.Malformed) : null;
        }

        if (text.StartsWith("docker://", StringComparison.Ordinal))
        {
            return new ActionReference(value, ActionReferenceKind.Docker) { Path = text["docker://".Length..] };
        }

        if (text.StartsWith("./", StringComparison.Ordinal) || text.StartsWith("../", StringComparison.Ordinal))
        {
            return new ActionReference(value, ActionReferenceKind.Local) { Path = text };
        }

        int at = text.LastIndexOf('@');
        string[] parts = (at < 0 ? text : text[..at]).Split('/', 3);
        return parts.Length < 2 || parts[0].Length == 0 || parts[1].Length == 0
            ? new ActionReference(value, ActionReferenceKind.Malformed)
            : new ActionReference(value, ActionReferenceKind.Repository)
            {
                Owner = parts[0],
                Repository = parts[1],
                Path = parts.Length > 2 ? parts[2].Trim('/') : "",
                Ref = at < 0 ? "" : text[(at + 1)..],
            };
    }

    public override string ToString() => Text;
}
