using GcpLint.Analyzer.Model;
using GcpLint.Rules.Run;
using GcpLint.Rules.Wif;
using GcpLint.Values;

namespace GcpLint.Rules.Iam;

/// <summary>The service accounts that the services of a repository run as, and the grants to them.</summary>
internal static class RuntimeAccounts
{
    private const string MemberStart = "serviceAccount:";

    /// <summary>The name of the account in an address: what stands before the "@" if that is known, else the whole. "" if nothing is known.</summary>
    public static string KeyOf(Value account)
    {
        string text = KnownText.Of(account) ?? "";
        text = text.StartsWith(MemberStart, StringComparison.Ordinal) ? text[MemberStart.Length..] : text;
        int at = text.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && !text.AsSpan(0, at).Contains("unknown-", StringComparison.Ordinal) ? text[..at] : text;
    }

    /// <summary>The account of a grant; "" for people, groups and accounts that are not known.</summary>
    public static string AccountOf(this Grant grant) =>
        KnownText.Of(grant.Member)?.StartsWith(MemberStart, StringComparison.Ordinal) == true ? KeyOf(grant.Member) : "";

    /// <summary>The workloads of all deployments by the account that they run as; those without a known one are left out.</summary>
    public static ILookup<string, RunWorkload> In(RepositoryModel model) =>
        model.Deployments.Where(deployment => !deployment.IsReusableModule).SelectMany(deployment => deployment.Resources)
            .Where(resource => RunWorkload.Types.Contains(resource.Type))
            .Select(resource => new RunWorkload(resource))
            .Select(workload => (Key: KeyOf(workload.ServiceAccount), workload))
            .Where(pair => pair.Key.Length > 0)
            .ToLookup(pair => pair.Key, pair => pair.workload, StringComparer.Ordinal);
}
