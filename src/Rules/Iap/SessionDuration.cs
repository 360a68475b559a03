using System.Globalization;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Values;

namespace GcpLint.Rules.Iap;

/// <summary>
/// Finds sessions behind Identity-Aware Proxy that outlast a working day. Settings that production switches off count as
/// well: the value is what holds from the day on which somebody switches them on.
/// </summary>
internal sealed class SessionDuration : IRule<Deployment>
{
    private const string MaxAge = "access_settings.reauth_settings.max_age";
    private const double SecondsOfDay = 24 * 60 * 60;

    public RuleId Id => new("iap/session-duration");

    public void Check(Deployment subject, RuleContext context)
    {
        const string Type = "google_iap_settings";
        IEnumerable<CloudResource> off = subject.IsProduction ? subject.SwitchedOff.Where(resource => resource.Type == Type) : [];
        foreach (CloudResource settings in subject.OfType(Type).Concat(off))
        {
            Value age = settings.Get(MaxAge);
            if (age.UnknownReason is { } reason)
            {
                context.NotAssessed(settings.Locate(MaxAge), reason);
            }
            else if (Seconds(age.AsString) > SecondsOfDay)
            {
                context.Report(settings, MaxAge, $"A session behind `{settings.Address}` lasts `{age.AsString}`. Ask people to sign in at least once a day: `28800s`.");
            }
        }
    }

    /// <summary>The API takes seconds with an "s" behind them; 0 for what it refuses.</summary>
    private static double Seconds(string text) =>
        text.EndsWith('s') && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) ? seconds : 0;
}
