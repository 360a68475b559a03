using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using GcpLint.Hcl.Evaluation;
using GcpLint.Hcl.Types;
using GcpLint.Text;
using GcpLint.Values;
using static GcpLint.Hcl.Functions.Signature;

namespace GcpLint.Hcl.Functions;

/// <summary>Files, through <see cref="IFunctionFiles"/> only, and paths.</summary>
internal static class FileFunctions
{
    public static readonly ImmutableArray<HclFunction> All =
    [
        Define("abspath", Str, AbsolutePath, Of("path", Str)),
        Define("basename", Str, call => Value.Of(BaseName(call.Text(0))), Of("path", Str)),
        Define("dirname", Str, call => Value.Of(DirectoryName(call.Text(0))), Of("path", Str)),
        Define("pathexpand", Str, call => call.Text(0).StartsWith('~') ? HashFunctions.ByChance("pathexpand() depends on the user of the run") : call[0], Of("path", Str)),
        Define("file", Str, call => Read(call, ToText), Of("path", Str)),
        Define("filebase64", Str, call => Read(call, bytes => Value.Of(Convert.ToBase64String(bytes))), Of("path", Str)),
        Define("filemd5", Str, call => Read(call, bytes => HashFunctions.Hex(HashFunctions.Md5(bytes))), Of("path", Str)),
        Define("filesha1", Str, call => Read(call, bytes => HashFunctions.Hex(HashFunctions.Sha1(bytes))), Of("path", Str)),
        Define("filesha256", Str, call => Read(call, bytes => HashFunctions.Hex(SHA256.HashData(bytes))), Of("path", Str)),
        Define("filesha512", Str, call => Read(call, bytes => HashFunctions.Hex(SHA512.HashData(bytes))), Of("path", Str)),
        Define("filebase64sha256", Str, call => Read(call, bytes => Value.Of(Convert.ToBase64String(SHA256.HashData(bytes)))), Of("path", Str)),
        Define("filebase64sha512", Str, call => Read(call, bytes => Value.Of(Convert.ToBase64String(SHA512.HashData(bytes)))), Of("path", Str)),
        Define("fileexists", Bool, Exists, Of("path", Str)),
        Define("fileset", HclType.Set(HclType.String), FileSet, Of("path", Str), Of("pattern", Str)),
    ];

    private static FunctionResult AbsolutePath(FunctionCall call)
    {
        if (call.Text(0).StartsWith('/'))
        {
            return Value.Of(CleanPath(call.Text(0)));
        }

        return call.Context.Files?.WorkingFolder is { } folder
            ? Value.Of(CleanPath(folder + "/" + call.Text(0)))
            : HashFunctions.ByChance("abspath() depends on the folder of the run");
    }

    private static FunctionResult NotRead(string path, HclType type) =>
        Value.Unknown(new Unknown(UnknownKind.Function, $"the file \"{path}\" is not read") { Type = type, NotNull = true });

    private static FunctionResult Read(FunctionCall call, Func<byte[], FunctionResult> use)
    {
        string path = call.Text(0);
        ImmutableArray<byte> content = [];
        FunctionFileStatus status = call.Context.Files?.TryRead(path, out content) ?? FunctionFileStatus.Unavailable;
        return status switch
        {
            FunctionFileStatus.Found => use([.. content]),
            FunctionFileStatus.Missing => FunctionResult.FailArgument(0, $"there is no file \"{path}\""),
            _ => NotRead(path, Str),
        };
    }

    private static FunctionResult ToText(byte[] content)
    {
        try
        {
            return Value.Of(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content).ToNfc());
        }
        catch (DecoderFallbackException)
        {
            return FunctionResult.FailArgument(0, "the file is no text in UTF-8; filebase64 reads any file");
        }
    }

    private static FunctionResult Exists(FunctionCall call) => (call.Context.Files?.Exists(call.Text(0)) ?? FunctionFileStatus.Unavailable) switch
    {
        FunctionFileStatus.Found => Value.True,
        FunctionFileStatus.Missing => Value.False,
        _ => NotRead(call.Text(0), Bool),
    };

    private static FunctionResult FileSet(FunctionCall call)
    {
        ImmutableArray<string> files = [];
        FunctionFileStatus status = call.Context.Files?.TryList(call.Text(0), out files) ?? FunctionFileStatus.Unavailable;
        if (status == FunctionFileStatus.Unavailable)
        {
            return NotRead(call.Text(0), HclType.Set(HclType.String));
        }

        if (!GlobPattern.TryParse(call.Text(1), out GlobPattern? pattern))
        {
            return FunctionResult.FailArgument(1, "the pattern cannot be read");
        }

        return TypedValues.Set(Str, files.Where(pattern.IsMatch).Select(file => Value.Of(file.ToNfc())));
    }

    private static string BaseName(string path)
    {
        string trimmed = path.TrimEnd('/');
        return path.Length == 0 ? "." : trimmed.Length == 0 ? "/" : trimmed[(trimmed.LastIndexOf('/') + 1)..];
    }

    private static string DirectoryName(string path) => CleanPath(path[..(path.LastIndexOf('/') + 1)]);

    /// <summary>Go's filepath.Clean: no empty parts, no "." and no ".." that could be taken out.</summary>
    private static string CleanPath(string path)
    {
        bool rooted = path.StartsWith('/');
        var parts = new List<string>();
        foreach (string part in path.Split('/'))
        {
            if (part is "" or ".")
            {
                continue;
            }

            if (part != ".." || (!rooted && (parts.Count == 0 || parts[^1] == "..")))
            {
                parts.Add(part);
            }
            else if (parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
        }

        string joined = string.Join('/', parts);
        return rooted ? "/" + joined : joined.Length == 0 ? "." : joined;
    }
}
