#:property PublishAot=false
#:property JsonSerializerIsReflectionEnabledByDefault=true
// Makes src/Analyzer/Facts/provider-schema.bin from the schema dataset (docs/adr/0012-provider-schema.md).
//
//     dotnet run tools/provider-schema.cs -- ../shared/schema/google-resources.json ../shared/schema/terraform-core.json src/Analyzer/Facts/provider-schema.bin
//
// The same input gives the same bytes.
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

if (args.Length != 3)
{
    Console.Error.WriteLine("usage: provider-schema.cs GOOGLE-RESOURCES.json TERRAFORM-CORE.json OUTPUT");
    return 2;
}

// Uncompressed size at which a chunk is closed: small enough that reading one type costs a fraction of a millisecond,
// large enough that types of one service share a dictionary.
const int ChunkSize = 48 * 1024;

// Facts of the live API (a, p, q, js, path, asset_type) are not needed to judge a configuration and are left out.
HashSet<string> attributeKeys =
[
    "t", "u", "et", "r", "c", "o", "d", "e", "ei", "eb", "ed", "f", "s", "wo", "x", "xr", "b", "min", "max", "rng", "len", "re", "v",
    "cw", "rw", "eo", "al", "am", "one", "any", "secret", "env", "format", "expr", "since",
];
HashSet<string> typeKeys = ["kind", "beta", "deprecated", "api", "iam", "timeouts", "one", "any", "gone", "next", "removed", "was", "attrs", "encrypted_at_rest", "labels", "since"];

var types = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
foreach ((string name, JsonNode? type) in Read(args[0]))
{
    types[name] = Keep(type!.AsObject(), typeKeys);
}

JsonObject core = Read(args[1]);
foreach ((string name, JsonNode? backend) in core["backends"]!.AsObject())
{
    types["backend." + name] = Keep(backend!.AsObject(), typeKeys, "backend");
}

foreach ((string name, JsonNode? removed) in core["removed_backends"]!.AsObject())
{
    types["backend." + name] = new JsonObject { ["kind"] = "gone", ["was"] = "backend", ["removed"] = removed!.DeepClone() };
}

foreach ((string prefix, JsonNode? group) in new[] { ("", core["builtin"]!["resources"]), ("data.", core["builtin"]!["data"]) })
{
    foreach ((string name, JsonNode? type) in group!.AsObject())
    {
        types[prefix + name] = Keep(type!.AsObject(), typeKeys, prefix.Length == 0 ? "resource" : "data");
    }
}

types["core.cloud"] = new JsonObject { ["kind"] = "core", ["attrs"] = Attributes(core["cloud"]!.AsObject()) };
types["core.connection"] = new JsonObject { ["kind"] = "core", ["attrs"] = Attributes(core["connection"]!.AsObject()) };
types["core.lifecycle"] = new JsonObject { ["kind"] = "core", ["attrs"] = Arguments(core["lifecycle"]!.AsObject()) };
foreach ((string name, JsonNode? block) in core["blocks"]!.AsObject())
{
    types["core." + name] = new JsonObject { ["kind"] = "core", ["attrs"] = Arguments(block!.AsObject()) };
}

foreach ((string name, JsonNode? block) in core["provisioner"]!["types"]!.AsObject())
{
    types["provisioner." + name] = new JsonObject { ["kind"] = "provisioner", ["attrs"] = Attributes(block!.AsObject()) };
}

Write(args[2], types);
Console.WriteLine($"{types.Count} types, {new FileInfo(args[2]).Length} bytes");
return 0;

static JsonObject Read(string path) => JsonNode.Parse(File.ReadAllText(path))!.AsObject();

JsonObject Keep(JsonObject type, HashSet<string> keys, string? kind = null)
{
    var kept = new JsonObject();
    if (kind is not null)
    {
        kept["kind"] = kind;
    }

    foreach ((string key, JsonNode? value) in type)
    {
        if (keys.Contains(key) && value is not null)
        {
            kept[key] = key == "attrs" ? Attributes(value.AsObject()) : value.DeepClone();
        }
    }

    return kept;
}

// What is only computed cannot be written: nobody asks for its parts.
JsonObject Attributes(JsonObject attributes)
{
    var result = new JsonObject();
    foreach ((string name, JsonNode? node) in attributes)
    {
        JsonObject attribute = node!.AsObject();
        bool computed = attribute.ContainsKey("c") && !attribute.ContainsKey("am");
        JsonObject kept = [];
        foreach ((string key, JsonNode? value) in attribute)
        {
            if (key == "attrs" && !computed)
            {
                kept[key] = Attributes(value!.AsObject());
            }
            else if (value is not null && (computed ? key is "t" or "c" or "s" or "x" or "b" or "u" : attributeKeys.Contains(key)))
            {
                kept[key] = value.DeepClone();
            }
        }

        result[name] = kept;
    }

    return result;
}

// Terraform's own blocks have arguments and nested blocks apart; here they are told apart by their kind.
JsonObject Arguments(JsonObject block)
{
    JsonObject result = block["args"] is JsonObject arguments ? Attributes(arguments) : [];
    if (block["blocks"] is JsonObject nested)
    {
        foreach ((string name, JsonNode? node) in nested)
        {
            JsonObject inner = node!.AsObject();
            var kept = new JsonObject { ["t"] = inner["max"]?.GetValue<int>() == 1 ? "block" : "blocks" };
            foreach (string key in new[] { "min", "max", "r", "since" })
            {
                if (inner[key] is JsonNode value)
                {
                    kept[key] = value.DeepClone();
                }
            }

            if (inner["args"] is not null || inner["blocks"] is not null)
            {
                kept["attrs"] = Arguments(inner);
            }

            result[name] = kept;
        }
    }

    return result;
}

// Header: magic, length of the compressed index. Index: a line a chunk (offset, compressed length, uncompressed length, then
// the names in it). Chunk: a line of JSON a type, in the order of the names.
static void Write(string path, SortedDictionary<string, JsonObject> types)
{
    var options = new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    var index = new StringBuilder();
    var chunks = new MemoryStream();
    var names = new List<string>();
    var text = new StringBuilder();

    void Close()
    {
        if (names.Count == 0)
        {
            return;
        }

        byte[] raw = Encoding.UTF8.GetBytes(text.ToString());
        byte[] packed = Compress(raw);
        index.Append(chunks.Length).Append(' ').Append(packed.Length).Append(' ').Append(raw.Length).Append(' ').AppendJoin(' ', names).Append('\n');
        chunks.Write(packed);
        names.Clear();
        text.Clear();
    }

    foreach ((string name, JsonObject type) in types)
    {
        names.Add(name);
        text.Append(type.ToJsonString(options)).Append('\n');
        if (text.Length >= ChunkSize)
        {
            Close();
        }
    }

    Close();
    byte[] indexBytes = Encoding.UTF8.GetBytes(index.ToString());
    byte[] packedIndex = Compress(indexBytes);
    using FileStream output = File.Create(path);
    using var writer = new BinaryWriter(output);
    writer.Write("GPS1"u8);
    writer.Write(packedIndex.Length);
    writer.Write(indexBytes.Length);
    writer.Write(packedIndex);
    writer.Write(chunks.ToArray());
}

static byte[] Compress(byte[] raw)
{
    byte[] buffer = new byte[BrotliEncoder.GetMaxCompressedLength(raw.Length)];
    return BrotliEncoder.TryCompress(raw, buffer, out int written, quality: 11, window: 22)
        ? buffer[..written]
        : throw new InvalidOperationException("Brotli had no room.");
}
