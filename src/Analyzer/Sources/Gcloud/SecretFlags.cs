using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Gcloud;

/// <summary>
/// --set-secrets and --update-secrets: "NAME=secret:version" is a variable of the environment, "/path=secret:version" a
/// file.
/// </summary>
internal static class SecretFlags
{
    public static void Write(ResourceNode root, string[] path, Value value, string container)
    {
        int index = 0;
        foreach (ValueEntry entry in FlagText.Split(value).Select(FlagText.Partition))
        {
            string key = $"secret {index++}";
            (Value secret, Value version) = Reference(entry.Value);
            if (entry.Key.AsString.StartsWith('/'))
            {
                WriteVolume(root, path, container, key, entry.Key, secret, version);
            }
            else if (path[^1] == "secret_environment_variables")
            {
                ResourceNode block = root.Descend(path.AsSpan(0, path.Length - 1), "", "").Block(path[^1], key);
                block.Set("key", entry.Key);
                block.Set("secret", secret);
                block.Set("version", version);
            }
            else
            {
                // …containers.env.value_source.secret_key_ref
                ResourceNode variable = root.Descend(path.AsSpan(0, path.Length - 3), container, "").Block(path[^3], key);
                variable.Set("name", entry.Key.IsAbsent ? entry.Value : entry.Key);
                ResourceNode reference = variable.Block(path[^2]).Block(path[^1]);
                reference.Set("secret", secret);
                reference.Set("version", version);
            }
        }
    }

    private static void WriteVolume(ResourceNode root, string[] path, string container, string key, Value mountPath, Value secret, Value version)
    {
        int containers = Array.IndexOf(path, "containers");
        if (containers < 0)
        {
            return;
        }

        ResourceNode template = root.Descend(path.AsSpan(0, containers), "", "");
        ResourceNode volume = template.Block("volumes", key);
        volume.Set("name", secret);
        ResourceNode source = volume.Block("secret");
        source.Set("secret", secret);
        source.Block("items", key).Set("version", version);
        ResourceNode mount = template.Block("containers", container).Block("volume_mounts", key);
        mount.Set("name", secret);
        mount.Set("mount_path", mountPath);
    }

    private static (Value Secret, Value Version) Reference(Value text)
    {
        if (text.Kind != ValueKind.String)
        {
            return Split(text);
        }

        int colon = text.AsString.LastIndexOf(':');
        return colon < 0
            ? (text, default)
            : (Value.Of(text.AsString[..colon]).WithOrigin(text.Origin), Value.Of(text.AsString[(colon + 1)..]).WithOrigin(text.Origin));
    }

    /// <summary>"$NAME:latest": the version may be known though the secret is not.</summary>
    private static (Value Secret, Value Version) Split(Value text)
    {
        string end = text.UnknownReason?.Parts is { Count: > 1 } parts ? parts[parts.Count - 1].AsString : "";
        int colon = end.LastIndexOf(':');
        Value version = colon < 0
            ? Value.Unknown(text.UnknownReason ?? new Unknown(UnknownKind.Error, "not a text"))
            : Value.Of(end[(colon + 1)..]);
        return (text, version.WithOrigin(text.Origin));
    }
}
