using System.Collections.Frozen;

namespace GcpLint.Analyzer.Sources.Gcloud;

/// <summary>Words of commands that the catalog does not have: where the command ends and its arguments start.</summary>
internal static class GcloudVerbs
{
    /// <summary>Last words of commands of the Cloud SDK's reference.</summary>
    private static readonly FrozenSet<string> s_verbs = new[]
    {
        "abandon", "access", "activate-service-account", "add", "add-iam-policy-binding", "add-metadata", "add-tags", "apply", "approve", "browse",
        "call", "cancel", "clone", "configure-docker", "connect", "copy", "cp", "create", "delete", "deploy", "describe", "destroy", "detach", "diff",
        "disable", "enable", "execute", "export", "failover", "get", "get-credentials", "get-iam-policy", "get-value", "import", "info", "init", "insert",
        "invalidate-cdn-cache", "kill", "list", "list-configs", "login", "ls", "move", "mv", "patch", "pause", "print-access-token", "print-identity-token",
        "promote", "promote-replica", "publish", "pull", "push", "query", "read", "reboot", "recreate", "redeploy", "release", "remove", "remove-iam-policy-binding",
        "replace", "reset", "resize", "resolve", "restart", "restore", "resume", "revoke", "rm", "rollback", "rotate", "rsync", "run", "scp", "set",
        "set-iam-policy", "sign", "ssh", "start", "stop", "submit", "suspend", "switch-to", "tail", "test", "undelete", "unset", "update", "update-traffic",
        "upgrade", "verify", "version", "wait", "write",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Switches of many commands: the word behind them is no value of theirs.</summary>
    private static readonly FrozenSet<string> s_switches = new[]
    {
        "--quiet", "-q", "--async", "--recursive", "-r", "--force", "--all", "--uri", "--help", "-h", "--tunnel-through-iap", "--stream-logs",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static bool IsVerb(string word) => s_verbs.Contains(word);

    public static bool IsSwitch(string flag) => s_switches.Contains(flag) || flag.StartsWith("--no-", StringComparison.Ordinal);

    /// <summary>Whether the last word says that what is not mentioned stays as it is.</summary>
    public static bool IsUpdate(string path)
    {
        string verb = path[(path.LastIndexOf(' ') + 1)..];
        return verb is "update" or "patch" or "set" or "ch" or "lock" or "encryption" or "add-metadata" or "set-cleanup-policies"
            || verb.StartsWith("update-", StringComparison.Ordinal);
    }
}
