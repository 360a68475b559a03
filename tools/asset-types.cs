#:property PublishAot=false
#:property JsonSerializerIsReflectionEnabledByDefault=true
// Makes src/Audit/Facts/asset-types.tsv from the schema dataset (docs/adr/0015-asset-exports.md).
//
//     dotnet run tools/asset-types.cs -- ../shared/schema/google-resources.json src/Audit/Facts/asset-types.tsv
//
// The same input gives the same bytes.
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

if (args.Length != 2)
{
    Console.Error.WriteLine("usage: asset-types.cs GOOGLE-RESOURCES.json OUTPUT");
    return 2;
}

// Types that an audit reads over the service's own API, and what the inventory would call them.
Dictionary<string, string> assetTypes = new()
{
    ["google_billing_budget"] = "billingbudgets.googleapis.com/Budget",
    ["google_iap_settings"] = "iap.googleapis.com/IapSettings",
    ["google_iap_web_backend_service_iam_binding"] = "iap.googleapis.com/WebService",
};

// Where one asset type is two types of Terraform, and its name does not tell them apart: what the data must have.
Dictionary<string, string> conditions = new()
{
    ["google_cloud_run_service"] = "apiVersion",
    ["google_compute_managed_ssl_certificate"] = "type=MANAGED",
};

// The v1 API of Cloud Run has namespaces in its paths; the inventory names v1 and v2 services alike.
Dictionary<string, string> paths = new()
{
    ["google_cloud_run_service"] = "projects/{project}/locations/{location}/services/{name}",
};

// Values that have another form in the API: "<a:b,…>" maps, "~@" is the text before '@', "~/" the last part of a path.
Dictionary<string, string> forms = new()
{
    ["google_billing_project_info billing_account"] = "billingAccountName~/",
    ["google_service_account account_id"] = "email~@",
    ["google_sql_database_instance enforce_new_sql_network_architecture"] = "sqlNetworkArchitecture<NEW_NETWORK_ARCHITECTURE:true,OLD_NETWORK_ARCHITECTURE:false>",
    ["google_storage_bucket enable_object_retention"] = "objectRetention.mode<Enabled:true>",
    ["google_storage_bucket lifecycle_rule.condition.with_state"] = "isLive<true:LIVE,false:ARCHIVED>",
};

// Reached by their content type (ORG_POLICY, ACCESS_POLICY), not by the type of the asset that carries them.
HashSet<string> byContent = ["google_organization_policy", "google_folder_organization_policy", "google_project_organization_policy"];

JsonObject dataset = JsonNode.Parse(File.ReadAllText(args[0]))!.AsObject();
var rows = new List<Row>();
foreach ((string type, JsonNode? node) in dataset)
{
    JsonObject resource = node!.AsObject();
    string? iam = (string?)resource["iam"];
    string? asset = assetTypes.GetValueOrDefault(type) ?? (string?)resource["asset_type"];
    if ((string?)resource["kind"] != "resource" || (asset is null && !byContent.Contains(type)) || (iam is not null && iam != "binding"))
    {
        continue;
    }

    var names = new List<string>();
    Walk(type, resource["attrs"] as JsonObject ?? [], "", names);
    string path = paths.GetValueOrDefault(type) ?? (string?)resource["path"] ?? "";
    rows.Add(new Row(byContent.Contains(type) ? "" : asset!, type, iam is null ? "" : "iam", path, conditions.GetValueOrDefault(type) ?? "", string.Join(' ', names)));
}

var text = new StringBuilder();
text.Append("# Made by tools/asset-types.cs; the columns are those of docs/adr/0015-asset-exports.md.\n");
int kept = 0;
foreach (Row row in Choose(rows).OrderBy(row => row.Asset, StringComparer.Ordinal).ThenByDescending(row => row.Condition.Length).ThenBy(row => row.Type, StringComparer.Ordinal))
{
    text.Append(row.Asset).Append('\t').Append(row.Type).Append('\t').Append(row.Iam).Append('\t').Append(row.Path).Append('\t')
        .Append(row.Condition).Append('\t').Append(row.Names).Append('\n');
    kept++;
}

File.WriteAllText(args[1], text.ToString());
Console.WriteLine($"{kept} types, {new FileInfo(args[1]).Length} bytes");
return 0;

// The names that are not lowerCamelCase of the attribute's: "path=api", "path!" for what only Terraform has, "path*" for JSON text.
void Walk(string type, JsonObject attributes, string prefix, List<string> names)
{
    foreach ((string name, JsonNode? node) in attributes)
    {
        JsonObject attribute = node!.AsObject();
        string path = prefix + name;
        string? api = forms.GetValueOrDefault(type + " " + path) ?? (string?)attribute["a"];
        if (api is not null)
        {
            names.Add(path + "=" + api.Replace(' ', '_'));
        }
        else if (attribute.ContainsKey("p"))
        {
            names.Add(path + "!");
            continue;
        }

        if (attribute.ContainsKey("js"))
        {
            names.Add(path + "*");
        }

        if (attribute["attrs"] is JsonObject nested && !(attribute.ContainsKey("c") && !attribute.ContainsKey("am")))
        {
            Walk(type, nested, path + ".", names);
        }
    }
}

// Of types that share an asset type and the shape of its name, the one that is the thing itself and not a part of it.
static IEnumerable<Row> Choose(IEnumerable<Row> rows)
{
    foreach (IGrouping<string, Row> group in rows.GroupBy(row => row.Asset + "\t" + row.Iam + "\t" + row.Condition + "\t" + Regex.Replace(row.Path, @"\{\w+\}", "{}"), StringComparer.Ordinal))
    {
        if (group.First() is { Asset: "" } or { Iam: not "" })
        {
            foreach (Row row in group)
            {
                yield return row;
            }

            continue;
        }

        string last = group.First().Asset[(group.First().Asset.LastIndexOf('/') + 1)..];
        string suffix = Regex.Replace(last, "(?<=[a-z0-9])(?=[A-Z])", "_").ToLowerInvariant();
        Row best = group.OrderBy(row => row.Type.EndsWith("_" + suffix, StringComparison.Ordinal) ? 0 : 1).ThenBy(row => row.Type.Length).ThenBy(row => row.Type, StringComparer.Ordinal).First();
        if (best.Path.Length > 0 || best.Type.EndsWith("_" + suffix, StringComparison.Ordinal))
        {
            yield return best;
        }
    }
}

internal sealed record Row(string Asset, string Type, string Iam, string Path, string Condition, string Names);
