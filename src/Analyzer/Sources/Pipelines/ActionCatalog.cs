using System.Collections.Frozen;
using GcpLint.Analyzer.Model.Pipelines;

namespace GcpLint.Analyzer.Sources.Pipelines;

/// <summary>What published actions do, by owner/repository in lower case.</summary>
internal static class ActionCatalog
{
    private const string Table = """
        Deploy: google-github-actions/deploy-cloudrun, google-github-actions/deploy-appengine, google-github-actions/deploy-cloud-functions, google-github-actions/create-cloud-deploy-release, azure/k8s-deploy, firebaseextended/action-hosting-deploy
        Build: docker/build-push-action, docker/bake-action, redhat-actions/buildah-build
        Scan: aquasecurity/trivy-action, bridgecrewio/checkov-action, aquasecurity/tfsec-action, aquasecurity/tfsec-pr-commenter-action, anchore/scan-action, checkmarx/kics-github-action, tenable/terrascan-action, docker/scout-action
        Scan: gitleaks/gitleaks-action, zricethezav/gitleaks-action, trufflesecurity/trufflehog, snyk/actions, pypa/gh-action-pip-audit, actions/dependency-review-action, returntocorp/semgrep-action, semgrep/semgrep-action, google/osv-scanner-action, securego/gosec, zizmorcore/zizmor-action
        Lint: hadolint/hadolint-action, golangci/golangci-lint-action, github/super-linter, super-linter/super-linter, astral-sh/ruff-action, pre-commit/action, reviewdog/action-shellcheck, ludeeus/action-shellcheck
        TerraformLint: reviewdog/action-tflint
        TerraformFormat: dflook/terraform-fmt-check
        TerraformValidate: dflook/terraform-validate
        TerraformPlan: dflook/terraform-plan
        TerraformApply: dflook/terraform-apply
        Approve: trstringer/manual-approval, ulti/manual-approval
        SmokeTest: jtalk/url-health-check-action, emilioschepis/wait-for-endpoint, matt-ball/newman-action, grafana/k6-action, grafana/run-k6-action
        Authenticate: google-github-actions/auth, docker/login-action
        Test: cypress-io/github-action
        """;

    private static readonly FrozenDictionary<string, ActivityKind> s_kinds = Table.Split('\n')
        .Select(line => (Colon: line.IndexOf(": ", StringComparison.Ordinal), Line: line))
        .SelectMany(row => row.Line[(row.Colon + 2)..].Split(',', StringSplitOptions.TrimEntries).Select(name => (Name: name, Kind: Enum.Parse<ActivityKind>(row.Line[..row.Colon]))))
        .ToFrozenDictionary(row => row.Name, row => row.Kind, StringComparer.Ordinal);

    public static ActivityKind? Find(string name) => s_kinds.TryGetValue(name, out ActivityKind kind) ? kind : null;
}
