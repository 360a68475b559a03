using GcpLint.Analyzer.Facts;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Gcloud;

/// <summary>Writes flags into the attributes of one resource.</summary>
internal sealed class FlagWriter
{
    /// <summary>The attribute that an element of a list flag becomes in a block of its own, in order of preference.</summary>
    private static readonly string[] s_listAttributes = ["value", "cidr_block", "location", "name"];

    private readonly GcloudCommandLine _line;
    private string _container = "";
    private int _blocks;

    public FlagWriter(ResourceNode root, GcloudCommandLine line)
    {
        Root = root;
        _line = line;
    }

    public ResourceNode Root { get; }

    public void SetName(string attribute, Value name)
    {
        if (attribute.Length > 0 && !name.IsAbsent)
        {
            Root.Set(attribute, name);
        }
    }

    public void Write(FlagFact fact, Value value)
    {
        if (fact.Attribute.Length == 0 || fact.ValueMap.StartsWith("true=google_", StringComparison.Ordinal))
        {
            return;
        }

        if (fact.Name == "--container")
        {
            _container = value.AsString;
        }

        string[] path = fact.Attribute.Split('.');
        ReadOnlySpan<string> parents = path.AsSpan(0, path.Length - 1);
        if (fact.ValueMap.StartsWith("true=role:", StringComparison.Ordinal))
        {
            WriteBinding(fact, value);
        }
        else if (path is [.., "secret_key_ref"] or [.., "secret_environment_variables"])
        {
            SecretFlags.Write(Root, path, value, _container);
        }
        else if (!TryWriteEach(path, fact, value))
        {
            WriteAttribute(Root.Descend(parents, _container, fact.Name), path[^1], fact, value);
        }
    }

    /// <summary>"--locations=a,b" is two blocks "replicas" with a location each.</summary>
    private bool TryWriteEach(string[] path, FlagFact fact, Value value)
    {
        if (fact.Kind != FlagValueKind.List || path.Length < 2 || path[^2] == "containers")
        {
            return false;
        }

        ResourceNode outer = Root.Descend(path.AsSpan(0, path.Length - 2), _container, fact.Name);
        if (outer.SchemaOf(path[^2]) is not { Kind: AttributeKind.Blocks } blocks || blocks.Block?.Get(path[^1])?.Kind != AttributeKind.String)
        {
            return false;
        }

        foreach (Value item in FlagText.Split(value))
        {
            outer.Block(path[^2], $"{_blocks++}").Set(path[^1], item);
        }

        return true;
    }

    private void WriteAttribute(ResourceNode node, string name, FlagFact fact, Value value)
    {
        AttributeSchema? schema = node.SchemaOf(name);
        if (name == "limits" && schema?.Kind == AttributeKind.Map)
        {
            node.Set(name, WithEntry(node.Get(name), fact.Name[2..], value, null));
        }
        else if (fact.ValueMap.StartsWith("PROTO:PORT", StringComparison.Ordinal))
        {
            WriteProtocols(node, _line.Get("--action").AsString is "DENY" or "deny" ? "deny" : name, value);
        }
        else if (fact.ValueMap.EndsWith("block", StringComparison.Ordinal) && value.Kind is ValueKind.Bool or ValueKind.String && fact.Kind != FlagValueKind.Dictionary)
        {
            WriteEmptyBlock(node, name, fact, value);
        }
        else if (schema?.IsBlock == true)
        {
            WriteBlocks(node, name, schema, fact, value);
        }
        else if (name == "enabled" && fact.Name == "--iap")
        {
            node.Set(name, FlagValues.Map(fact, FlagText.Split(value) is [var first, ..] ? first : value, schema));
        }
        else
        {
            Value mapped = FlagValues.Map(fact, value, schema);
            node.Set(name, Combine(node.Get(name), mapped));
        }
    }

    /// <summary>A list flag that is given again adds to the list.</summary>
    private static Value Combine(Value before, Value added) =>
        before.Kind == ValueKind.List && added.Kind == ValueKind.List
            ? Value.Of(new ValueList(before.AsList.Items.AddRange(added.AsList.Items))).WithOrigin(before.Origin)
            : added;

    /// <summary>A map with one entry more.</summary>
    public static Value WithEntry(Value map, string key, Value value, Origin? origin)
    {
        value = origin is null ? value : value.WithOrigin(origin);
        ValueEntry entry = new(Value.Of(key).WithOrigin(value.Origin), value);
        return Value.Of(new ValueMap(map.AsMap.Entries.Add(entry))).WithOrigin(map.Origin ?? value.Origin);
    }

    /// <summary>"true=role:roles/run.invoker,member:allUsers": the binding that a switch makes.</summary>
    private void WriteBinding(FlagFact fact, Value value)
    {
        if (FlagValues.Lookup(fact.ValueMap, value.AsBool ? "true" : "") is not { } target)
        {
            return;
        }

        foreach (string pair in target.AsString.Split(','))
        {
            int colon = pair.IndexOf(':');
            string text = pair[(colon + 1)..];
            int blank = text.IndexOf(' ');
            Root.Set(pair[..colon], Value.Of(blank < 0 ? text : text[..blank]).WithOrigin(value.Origin));
        }
    }

    /// <summary>"true=block", "automatic=auto block": the block alone says it.</summary>
    private static void WriteEmptyBlock(ResourceNode node, string name, FlagFact fact, Value value)
    {
        string text = value.Kind == ValueKind.Bool ? (value.AsBool ? "true" : "false") : value.AsString;
        string target = FlagValues.Lookup(fact.ValueMap, text)?.AsString ?? "";
        string[] words = target.Split(' ');
        if (target.StartsWith("no ", StringComparison.Ordinal) || words[^1] != "block")
        {
            return;
        }

        ResourceNode block = node.Block(name);
        if (words.Length == 2 && words[0] != name && block.SchemaOf(words[0]) is not null)
        {
            block.Block(words[0]);
        }
    }

    /// <summary>tcp:80,icmp</summary>
    private void WriteProtocols(ResourceNode node, string name, Value value)
    {
        foreach (Value item in FlagText.Split(value))
        {
            ResourceNode block = node.Block(name, $"{_blocks++}");
            string text = item.AsString;
            int colon = text.IndexOf(':');
            Value protocol = item.IsUnknown ? item : Value.Of(colon < 0 ? text : text[..colon]).WithOrigin(item.Origin);
            block.Set("protocol", protocol);
            if (colon >= 0)
            {
                block.Set("ports", Value.Of(new ValueList([Value.Of(text[(colon + 1)..]).WithOrigin(item.Origin)])).WithOrigin(item.Origin));
            }
        }
    }

    private void WriteBlocks(ResourceNode node, string name, AttributeSchema schema, FlagFact fact, Value value)
    {
        if (fact.Name == "--env-vars-file")
        {
            Value inFile = Value.Unknown(UnknownKind.RunTime, "the file of --env-vars-file lists the variables").WithOrigin(value.Origin);
            node.Block(name, $"{_blocks++}").Set("name", inFile);
        }
        else if (fact.ValueMap.Contains("name,value", StringComparison.Ordinal) || name is "env" or "database_flags")
        {
            foreach (ValueEntry entry in FlagText.Split(value).Select(FlagText.Partition))
            {
                ResourceNode block = node.Block(name, $"{_blocks++}");
                block.Set("name", entry.Key.IsAbsent ? entry.Value : entry.Key);
                block.Set("value", entry.Value);
            }
        }
        else if (fact.Kind == FlagValueKind.Dictionary)
        {
            // "--condition=None": without one.
            if (value.AsString == "None")
            {
                return;
            }

            ResourceNode block = node.Block(name, $"{_blocks++}");
            foreach (ValueEntry entry in FlagText.Split(value).Select(FlagText.Partition))
            {
                WriteEntry(block, entry, name == "threshold_rules");
            }
        }
        else if (Array.Find(s_listAttributes, key => schema.Block?.Get(key) is not null) is { } only)
        {
            foreach (Value item in FlagText.Split(value))
            {
                node.Block(name, $"{_blocks++}").Set(only, item);
            }
        }
        else
        {
            node.Set(name, Value.Unknown(UnknownKind.Function, $"{fact.Name} describes it in a way of its own").WithOrigin(value.Origin));
        }
    }

    /// <summary>"httpGet.path=/health": names as the API writes them, dots between the blocks.</summary>
    private static void WriteEntry(ResourceNode block, ValueEntry entry, bool isThreshold)
    {
        if (entry.Key.IsAbsent)
        {
            return;
        }

        string[] path = [.. entry.Key.AsString.Split('.').Select(Snake)];
        string name = isThreshold && path[^1] == "percent" ? "threshold_percent" : isThreshold && path[^1] == "basis" ? "spend_basis" : path[^1];
        ResourceNode node = block.Descend(path.AsSpan(0, path.Length - 1), "", "");
        node.Set(name, FlagValues.Convert(entry.Value, node.SchemaOf(name)));
    }

    private static string Snake(string name)
    {
        var text = new System.Text.StringBuilder(name.Length + 4);
        foreach (char c in name)
        {
            if (char.IsAsciiLetterUpper(c) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(c == '-' ? '_' : c));
        }

        return text.ToString();
    }

    /// <summary>Positional arguments that say a value: "gsutil versioning set on gs://bucket".</summary>
    public void WritePositionals(CommandFacts facts, string type)
    {
        FlagFact? fact = facts.Flags.FirstOrDefault(flag => flag.Name.StartsWith('(') && flag.Type == type && flag.Attribute.Length > 0);
        if (fact is null || fact.Attribute == GcloudNames.AttributeOf(type))
        {
            return;
        }

        Value value = fact.ValueMap == "command=true" ? Value.True.WithOrigin(new Origin(OriginKind.Written, "", _line.HeaderLocation))
            : _line.Positionals.IsEmpty ? default
            : _line.Positionals[0];
        if (fact.ValueMap.StartsWith("MEMBER:ROLE", StringComparison.Ordinal))
        {
            WriteMember(value);
        }
        else if (!value.IsAbsent)
        {
            Write(fact with { ValueMap = fact.ValueMap == "command=true" ? "" : fact.ValueMap }, value);
        }
    }

    /// <summary>"allUsers:objectViewer", "user:a@b:admin" of gsutil iam ch.</summary>
    private void WriteMember(Value value)
    {
        string text = value.AsString;
        int colon = text.LastIndexOf(':');
        if (colon <= 0)
        {
            Root.Set("member", value);
            return;
        }

        string role = text[(colon + 1)..];
        Root.Set("member", Value.Of(text[..colon]).WithOrigin(value.Origin));
        Root.Set("role", Value.Of(role.StartsWith("roles/", StringComparison.Ordinal) ? role : "roles/storage." + role).WithOrigin(value.Origin));
    }

    /// <summary>Attributes that take more than one flag to tell.</summary>
    public void WriteSpecial(string type)
    {
        if (_line.Flags.LastOrDefault(flag => flag.Name == "--project") is { } project && Root.SchemaOf("project") is not null && Root.Get("project").IsAbsent)
        {
            Root.Set("project", project.Value);
        }

        if (type != "google_sql_database_instance" || !(_line.Has("--cpu") || _line.Has("--memory")))
        {
            return;
        }

        Value cpu = _line.Get("--cpu");
        long? memory = FlagValues.Mebibytes(_line.Get("--memory").AsString);
        Value tier = cpu.Kind == ValueKind.String && memory is { } mebibytes
            ? Value.Of($"db-custom-{cpu.AsString}-{mebibytes}")
            : Value.Unknown(UnknownKind.RunTime, "a custom tier of which not both parts are known");
        Root.Block("settings").Set("tier", tier.WithOrigin(cpu.Origin ?? _line.Get("--memory").Origin));
    }
}
