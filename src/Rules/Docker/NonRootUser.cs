using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Dockerfile;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Rules.Docker;

/// <summary>Judges the last USER of the final stage and the stages of the file below it.</summary>
internal sealed class NonRootUser : IRule<DockerfileModel>
{
    public RuleId Id => new("docker/non-root-user");

    public void Check(DockerfileModel subject, RuleContext context)
    {
        if (subject.FinalStage is not { } stage)
        {
            return;
        }

        SourceLocation scope = stage.From.Locate(stage.From.Span);
        if (stage.Effective.User is { } user)
        {
            CheckUser(user, stage.Effective.Account, context);
            return;
        }

        if (subject.Image is not null)
        {
            // An image has the last word of its base too.
            context.Report(stage.From.Locate(stage.From.Image.Span), scope, "The image sets no USER, so the container runs as root. Create an account and switch to it: `USER 10001`.");
            return;
        }

        if (stage.Root is { IsScratch: false, Image: null } root)
        {
            context.NotAssessed(root.From.Locate(root.From.Image.Span), root.Base.UnknownReason ?? new Unknown(UnknownKind.Error, $"`{root.From.Image.Text}` is no image"));
            return;
        }

        if (stage.Root.Image is { } image)
        {
            if (RunsAsNonRoot(image))
            {
                return;
            }

            if (!OfficialImages.RunsAsRoot(BaseImage.Of(image)))
            {
                context.NotAssessed(stage.Root.From.Locate(stage.Root.From.Image.Span), new Unknown(UnknownKind.Computed, $"the account of `{image.Text}` is not known"));
                return;
            }
        }

        if (ToolImage.Is(subject, stage, context.Model))
        {
            return;
        }

        string from = stage.Root.IsScratch ? "scratch" : stage.Root.Base.AsString;
        context.Report(
            stage.From.Locate(stage.From.Image.Span),
            scope,
            $"No USER is set on top of `{from}`, so the container runs as root. Create an account and switch to it: `USER 10001`.");
    }

    private static void CheckUser(UserInstruction user, Value account, RuleContext context)
    {
        SourceLocation location = user.Locate(user.Span);
        if (account.UnknownReason is { } reason)
        {
            context.NotAssessed(location, reason);
            return;
        }

        ReadOnlySpan<char> name = account.AsString;
        int colon = name.IndexOf(':');
        name = colon < 0 ? name : name[..colon];
        if (name is "root" || (!name.IsEmpty && name.Trim('0').IsEmpty))
        {
            context.Report(new RuleReport
            {
                Location = location,
                Scope = location,
                Message = $"`USER {account.AsString}` makes the container run as root. Switch to an account without privileges, such as `USER 10001`, as the last step.",
                Value = account,
            });
        }
    }

    /// <summary>Images that publish under this name that they run as another user than root.</summary>
    private static bool RunsAsNonRoot(ImageReference image)
    {
        bool saysSo = image.Tag is { } tag && tag.Contains("nonroot", StringComparison.Ordinal);
        bool chainguard = image.EffectiveRegistry == "cgr.dev" && image.Repository.StartsWith("chainguard/", StringComparison.Ordinal);
        bool unprivileged = image.Name.EndsWith("-unprivileged", StringComparison.Ordinal) || image.Name.EndsWith("-nonroot", StringComparison.Ordinal);
        return saysSo || chainguard || unprivileged;
    }
}
