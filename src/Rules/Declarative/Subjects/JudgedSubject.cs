using GcpLint.Analyzer.Model;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Rules.Declarative.Subjects;

/// <summary>What the assertions of a rule are about, and where a finding about it belongs.</summary>
/// <param name="Root">What the paths of <c>at</c> begin in.</param>
/// <param name="Resource">The resource that is at fault; null for a deployment or repository.</param>
/// <param name="Header">Where what nobody wrote belongs.</param>
/// <param name="Scope">The whole block, for suppressions.</param>
internal readonly record struct JudgedSubject(Value Root, CloudResource? Resource, SourceLocation Header, SourceLocation Scope)
{
    /// <summary>The live project of which something is said as a whole; null for source.</summary>
    public ResourceAddress? Project { get; init; }

    public static JudgedSubject Of(CloudResource resource) => new(resource.Attributes, resource, resource.Header, resource.Block);

    /// <summary>An element of <c>for</c>: a block of the subject, or a resource of its own.</summary>
    public JudgedSubject Element(Value item) => ResourceValue.ResourceOf(item) is { } resource
        ? Of(resource)
        : this with { Root = item, Header = item.Origin is { Kind: not OriginKind.ProviderDefault } own ? own.Location : Header };

    /// <summary>
    /// The attribute below the subject; what nobody wrote is placed at the innermost block around it that somebody wrote.
    /// </summary>
    public SourceLocation Locate(string path)
    {
        while (path.Length > 0)
        {
            if (Root.GetPath(path).Origin is { Kind: not OriginKind.ProviderDefault } origin)
            {
                return origin.Location;
            }

            path = path[..Math.Max(0, path.AsSpan().LastIndexOfAny('.', '['))];
        }

        return Header;
    }

    /// <summary>A command that changes a part of a resource leaves the rest as it is: what that is, nobody here knows.</summary>
    public bool IsWritten(string path) => Root.GetPath(path) is { IsSet: true, Origin: null or { Kind: not OriginKind.ProviderDefault } };
}
