using System.Text.RegularExpressions;

namespace GcpLint.Cli.Reporters;

/// <summary>Covers what looks like a secret.</summary>
internal sealed partial class SecretCover : IMask
{
    /// <summary>In milliseconds: the patterns are linear for all but pathological lines, which are covered as a whole.</summary>
    private const int Timeout = 250;

    private const char Cover = '*';

    public string Apply(string text) => Replace(text, SecretByForm());

    public string ApplyToSource(string line) => Replace(Replace(line, SecretByForm()), SecretByName());

    private static string Replace(string text, Regex pattern)
    {
        try
        {
            return pattern.Replace(text, match =>
            {
                Group secret = match.Groups["secret"];
                int start = secret.Index - match.Index;
                return string.Concat(match.ValueSpan[..start], new string(Cover, secret.Length), match.ValueSpan[(start + secret.Length)..]);
            });
        }
        catch (RegexMatchTimeoutException)
        {
            return new string(Cover, text.Length);
        }
    }

    /// <summary>
    /// Keys and tokens with the prefixes that their issuers document (Google, GitHub, GitLab, Slack, Stripe, AWS, npm),
    /// signed JSON web tokens, the password of a URL, a private key in PEM on one line.
    /// </summary>
    [GeneratedRegex(
        """(?<secret>\bAIza[0-9A-Za-z_-]{30,}|\bya29\.[0-9A-Za-z_-]{20,}|\bGOCSPX-[0-9A-Za-z_-]{20,}|\bgh[pousr]_[0-9A-Za-z]{20,}|\bgithub_pat_[0-9A-Za-z_]{20,}|\bglpat-[0-9A-Za-z_-]{16,}|\bxox[abeprs]-[0-9A-Za-z-]{10,}|\b[rs]k_live_[0-9A-Za-z]{16,}|\bAKIA[0-9A-Z]{16}|\bnpm_[0-9A-Za-z]{30,}|\beyJ[0-9A-Za-z_-]{10,}\.[0-9A-Za-z_-]{10,}\.[0-9A-Za-z_-]*)|://[^\s/:@$"'`]*:(?<secret>[^\s/:@$"'`{}]+)@|-----BEGIN [A-Z ]*PRIVATE KEY-----(?<secret>[^-]+)""",
        RegexOptions.CultureInvariant,
        Timeout)]
    private static partial Regex SecretByForm();

    /// <summary>
    /// <c>DB_PASSWORD=hunter2</c>, <c>secret: "…"</c>, <c>--api-key …</c>. References ("${var.x}", "var.x", "secrets.X",
    /// "$(command)") are no secrets: hiding them would hide what is right.
    /// </summary>
    [GeneratedRegex(
        """(?:passw(?:or)?d|passwd|\bpwd|secret|token|api[_-]?key|private[_-]?key|access[_-]?key|credentials?)[\w-]*(?:(?<=--[\w-]{1,60})[ \t]+|["']?[ \t]*(?::=|=>|[:=])[ \t]*)(?:"(?<secret>(?!\$)[^"]+)"|'(?<secret>(?!\$)[^']+)'|(?<secret>(?!\$|<|(?:true|false|null|var|local|data|module|secrets|each|vars|env|inputs|steps|google_\w+)\b)[^\s"',;#)}\]]{4,}))""",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        Timeout)]
    private static partial Regex SecretByName();
}
