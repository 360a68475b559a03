namespace GcpLint.Rules.Terraform;

/// <summary>What the service asks for although the provider's schema does not: the plan succeeds, the apply fails or does nothing.</summary>
internal static class ServiceRequirements
{
    private static readonly HashSet<string> s_rules =
        ["google_compute_security_policy_rule", "google_compute_region_security_policy_rule"];

    private static readonly HashSet<string> s_policies = ["google_compute_security_policy", "google_compute_region_security_policy"];

    /// <summary>What a block lacks, as the end of a sentence; null if it lacks nothing.</summary>
    public static string? Unmet(WrittenBlock block)
    {
        bool isRule = s_rules.Contains(block.Resource.Type) ? block.IsResource : s_policies.Contains(block.Resource.Type) && block.Path is "rule" or "rules";
        if (isRule)
        {
            return OfRule(block);
        }

        bool isOptions = (s_rules.Contains(block.Resource.Type) || s_policies.Contains(block.Resource.Type))
            && (block.Path == "rate_limit_options" || block.Path.EndsWith(".rate_limit_options", StringComparison.Ordinal));
        return isOptions ? OfRateLimit(block) : null;
    }

    // https://cloud.google.com/armor/docs/rate-limiting-overview
    private static string? OfRule(WrittenBlock rule)
    {
        string? action = rule.GetText("action");
        return action switch
        {
            "throttle" or "rate_based_ban" when !rule.Has("rate_limit_options") => $"has the action `{action}` and no `rate_limit_options`: Cloud Armor does not know the limit.",
            "redirect" when !rule.Has("redirect_options") => "has the action `redirect` and no `redirect_options`: Cloud Armor does not know where to.",
            _ => null,
        };
    }

    private static string? OfRateLimit(WrittenBlock options)
    {
        if (options.GetText("exceed_action") == "redirect" && !options.Has("exceed_redirect_options"))
        {
            return "has the `exceed_action` `redirect` and no `exceed_redirect_options`.";
        }

        if (options.GetText("enforce_on_key") is "HTTP_HEADER" or "HTTP_COOKIE" && !options.Has("enforce_on_key_name"))
        {
            return "counts by a header or cookie and does not name it: set `enforce_on_key_name`.";
        }

        bool isBan = options.Outer?.GetText("action") == "rate_based_ban";
        if (isBan && !options.Has("ban_duration_sec"))
        {
            return "does not say how long a ban lasts: set `ban_duration_sec`.";
        }

        if (isBan && !options.Has("enforce_on_key") && !options.Has("enforce_on_key_configs"))
        {
            return "does not say who is banned: without `enforce_on_key` all clients are counted together, and one of them gets everybody banned. Set `enforce_on_key = \"IP\"`.";
        }

        return null;
    }
}
