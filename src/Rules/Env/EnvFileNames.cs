using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Sources.DotEnv;

namespace GcpLint.Rules.Env;

/// <summary>What the name of a .env file tells of it.</summary>
internal static class EnvFileNames
{
    private static readonly string[] s_examples = ["example", "sample", "template", "dist", "defaults", "tpl"];

    /// <summary>".env.example": says which variables there are, and nobody runs with it.</summary>
    public static bool IsExample(DotEnvFile file) => Words(file).Any(word => s_examples.Contains(word));

    /// <summary>".env.production", "prod.env"; unknown for ".env".</summary>
    public static EnvironmentTier TierOf(DotEnvFile file) =>
        Words(file).Select(word => DeploymentEnvironment.TierOf(word)).FirstOrDefault(tier => tier != EnvironmentTier.Unknown);

    private static string[] Words(DotEnvFile file) => RepositoryPath.NameOf(file.Source.Path).ToLowerInvariant().Split('.', '-', '_');
}
