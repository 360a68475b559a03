using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Knative;

/// <summary>A volume of a template.</summary>
internal static class RunVolume
{
    public static AttributeBuilder Lower(Value volume, Value secrets)
    {
        Value secret = volume.Get("secret");
        Value csi = volume.Get("csi");
        Value nfs = volume.Get("nfs");
        var result = new AttributeBuilder().Set("name", volume.Get("name"));
        if (secret.IsSet)
        {
            result.Set("secret", new AttributeBuilder()
                .Set("secret", Resolve(secret.Get("secretName"), secrets))
                .Set("default_mode", secret.Get("defaultMode"))
                .Set("items", RunTemplate.Map(secret.Get("items"), item => new AttributeBuilder()
                    .Set("path", item.Get("path"))
                    .Set("version", item.Get("key").ToText())
                    .Set("mode", item.Get("mode")))), secret);
        }

        if (volume.AsMap.ContainsKey("emptyDir"))
        {
            Value directory = volume.Get("emptyDir");
            result.Set("empty_dir", new AttributeBuilder()
                .Set("medium", directory.Get("medium").ToEnum(""))
                .Set("size_limit", directory.Get("sizeLimit").ToText()).ToValue(directory.Origin));
        }

        if (csi.Get("driver").AsString == "gcsfuse.run.googleapis.com")
        {
            result.Set("gcs", new AttributeBuilder()
                .Set("bucket", csi.GetPath("volumeAttributes.bucketName"))
                .Set("read_only", csi.Get("readOnly").ToBool())
                .Set("mount_options", csi.GetPath("volumeAttributes.mountOptions").SplitCommas()), csi);
        }

        if (nfs.IsSet)
        {
            result.Set("nfs", new AttributeBuilder()
                .Set("server", nfs.Get("server"))
                .Set("path", nfs.Get("path"))
                .Set("read_only", nfs.Get("readOnly").ToBool()), nfs);
        }

        return result;
    }

    /// <summary>A secret by its alias, else by its own name.</summary>
    public static Value Resolve(Value name, Value secrets) =>
        secrets.Get(name.AsString) is { IsSet: true } secret ? secret.WithOrigin(name.Origin is null ? secret.Origin : name.Origin with { From = secret.Origin }) : name;
}
