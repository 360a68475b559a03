namespace GcpLint.Analyzer.Sources.Terraform;

/// <summary>Paths within the scanned tree: '/' between the parts, "." for its root.</summary>
internal static class TerraformPath
{
    /// <summary>The folder of a file.</summary>
    public static string FolderOf(string path) => path.LastIndexOf('/') is var slash and >= 0 ? path[..slash] : ".";

    public static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    public static string Join(string folder, string name) => folder == "." ? name : $"{folder}/{name}";

    /// <summary>The folder that lies above; null for the root.</summary>
    public static string? ParentOf(string folder) => folder == "." ? null : FolderOf(folder);

    /// <summary>
    /// What <paramref name="relative"/> means from a folder; null if it is absolute or climbs out of the tree.
    /// </summary>
    public static string? Resolve(string folder, string relative)
    {
        if (relative.StartsWith('/') || relative.Contains('\\') || relative.Contains('\0'))
        {
            return null;
        }

        var parts = new List<string>(folder == "." ? [] : folder.Split('/'));
        foreach (string part in relative.Split('/'))
        {
            if (part == "..")
            {
                if (parts.Count == 0)
                {
                    return null;
                }

                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("" or "."))
            {
                parts.Add(part);
            }
        }

        return parts.Count == 0 ? "." : string.Join('/', parts);
    }

    /// <summary>From one folder to another: "../modules/x"; "." for the same.</summary>
    public static string Relative(string from, string to)
    {
        string[] start = from == "." ? [] : from.Split('/');
        string[] end = to == "." ? [] : to.Split('/');
        int shared = 0;
        while (shared < start.Length && shared < end.Length && start[shared] == end[shared])
        {
            shared++;
        }

        string[] parts = [.. Enumerable.Repeat("..", start.Length - shared), .. end[shared..]];
        return parts.Length == 0 ? "." : string.Join('/', parts);
    }

    /// <summary>Whether a folder is, or lies below, one that Terraform fills itself.</summary>
    public static bool IsVendored(string folder) =>
        folder.StartsWith(".terraform/", StringComparison.Ordinal) || folder == ".terraform"
        || folder.Contains("/.terraform/", StringComparison.Ordinal) || folder.EndsWith("/.terraform", StringComparison.Ordinal);

    /// <summary>The name of a file of variables without its extensions: "prod" of "prod.tfvars" and "terraform.prod.tfvars.json".</summary>
    public static string VariableFileStem(string path)
    {
        string name = NameOf(path);
        foreach (string extension in new[] { ".json", ".tfvars", ".auto" })
        {
            if (name.EndsWith(extension, StringComparison.Ordinal))
            {
                name = name[..^extension.Length];
            }
        }

        return name.StartsWith("terraform.", StringComparison.Ordinal) ? name["terraform.".Length..] : name;
    }
}
