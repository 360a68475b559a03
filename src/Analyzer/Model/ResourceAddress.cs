namespace GcpLint.Analyzer.Model;

/// <summary>
/// What people call a resource: Terraform's address (<c>module.db.google_sql_database_instance.main["a"]</c>), for a
/// resource that a command or a YAML file makes its type and name (<c>google_cloud_run_v2_service.api</c>), live the
/// asset's full name.
/// </summary>
public readonly record struct ResourceAddress(string Text)
{
    public override string ToString() => Text;
}
