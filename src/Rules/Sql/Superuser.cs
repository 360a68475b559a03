using System.Text.RegularExpressions;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Values;

namespace GcpLint.Rules.Sql;

/// <summary>Looks for applications that use the administrator of their database.</summary>
internal sealed partial class Superuser : IResourceRule
{
    public RuleId Id => new("sql/superuser");

    public IReadOnlyList<string> ResourceTypes => ["google_cloud_run_service", "google_cloud_run_v2_job", "google_cloud_run_v2_service", "google_sql_user"];

    public void Check(CloudResource resource, Deployment deployment, RuleContext context)
    {
        if (resource.Type == "google_sql_user")
        {
            CheckUser(resource, context);
            return;
        }

        string path = resource.Type switch
        {
            "google_cloud_run_service" => "template.spec.containers",
            "google_cloud_run_v2_job" => "template.template.containers",
            _ => "template.containers",
        };
        foreach (Value variable in resource.Blocks(path).SelectMany(container => container.Get("env").AsList.Items))
        {
            string name = variable.Get("name").AsString.ToUpperInvariant();
            Value value = variable.Get("value");
            bool isUser = name is "DB_USER" or "DB_USERNAME" or "DATABASE_USER" or "DATABASE_USERNAME" or "POSTGRES_USER" or "POSTGRESQL_USER" or "PGUSER" or "MYSQL_USER" or "SQL_USER" or "DBUSER";
            if ((isUser && IsSuperuser(value.AsString)) || AddressOfSuperuser().IsMatch(value.AsString))
            {
                context.Report(new RuleReport
                {
                    Location = value.Origin?.Location ?? resource.Header,
                    Scope = resource.Block,
                    Resource = resource.Address,
                    Message = $"`{resource.Address}` signs in to its database as the administrator (`{name}`). Give it a user of its own that owns its tables and no more.",
                });
            }
        }
    }

    private static void CheckUser(CloudResource user, RuleContext context)
    {
        if (!user.IsUpdate && IsSuperuser(user.Get("name").AsString))
        {
            context.Report(user, "name", $"`{user.Address}` is the database's administrator, `{user.Get("name").AsString}`. Make a user for the application that owns its tables and no more.");
        }
    }

    private static bool IsSuperuser(string name) => name is "postgres" or "root" or "sqlserver";

    [GeneratedRegex(@"^(postgres(ql)?|mysql)(\+[a-z0-9]+)?://(postgres|root)[:@]", RegexOptions.CultureInvariant)]
    private static partial Regex AddressOfSuperuser();
}
