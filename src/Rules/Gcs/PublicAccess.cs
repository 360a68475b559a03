using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Rules.Gcs;

/// <summary>Looks for buckets that everybody may read or write.</summary>
internal sealed class PublicAccess : IRule<Deployment>
{
    public RuleId Id => new("gcs/public-access");

    public void Check(Deployment subject, RuleContext context)
    {
        foreach (Grant grant in Grants.Of(subject))
        {
            if (grant.TargetType == BucketSettings.Type && grant.Member.AsString is "allUsers" or "allAuthenticatedUsers")
            {
                Report(context, grant.Source, grant.MemberLocation, grant.Member);
            }
        }

        foreach (CloudResource entry in subject.Resources)
        {
            string path = entry.Type switch
            {
                "google_storage_bucket_access_control" or "google_storage_default_object_access_control" or "google_storage_object_access_control" => "entity",
                "google_storage_bucket_acl" or "google_storage_default_object_acl" or "google_storage_object_acl" => "predefined_acl",
                _ => "",
            };
            if (path.Length > 0 && entry.Get(path) is var value && value.AsString is "allUsers" or "allAuthenticatedUsers" or "publicRead" or "publicReadWrite" or "public-read" or "public-read-write")
            {
                Report(context, entry, entry.Locate(path), entry.Get(path));
            }
        }
    }

    private static void Report(RuleContext context, CloudResource resource, SourceLocation place, Value who) => context.Report(new RuleReport
    {
        Location = place,
        Scope = resource.Block,
        Resource = resource.Address,
        Value = who,
        Message = $"`{resource.Address}` opens a bucket to the whole internet: `{who.AsString}`. Grant it to those who need it, and give others signed addresses.",
    });
}
