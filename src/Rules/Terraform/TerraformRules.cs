using System.Collections.Immutable;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Terraform;

internal static class TerraformRules
{
    public static readonly ImmutableArray<IRule> All =
    [
        new BackendArguments(),
        new BackendPlaceholder(),
        new ConflictingArguments(),
        new DeprecatedArgument(),
        new DeprecatedResource(),
        new EnvironmentSeparation(),
        new InvalidValue(),
        new LiteralLifecycle(),
        new MissingArgument(),
        new ModuleArguments(),
        new PreventDestroy(),
        new RemoteState(),
        new StandardFiles(),
        new StateEncryption(),
        new UnknownArgument(),
        new UnusedDeclaration(),
        new VersionConstraints(),
        new VolatileValue(),
    ];
}
