using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Sources.Nginx;
using GcpLint.Text;

namespace GcpLint.Rules.Nginx;

/// <summary>A <c>server</c> of a configuration, with what it inherits from the block around it and from files of the repository that include it.</summary>
internal sealed class NginxServer
{
    /// <summary>Parts that nginx brings along: they set neither headers nor compression.</summary>
    private static readonly string[] s_standardParts = ["mime.types", "fastcgi_params", "fastcgi.conf", "uwsgi_params", "scgi_params", "proxy_params", "koi-win", "koi-utf", "win-utf"];

    /// <summary>Includes within includes; honest ones stay below 3.</summary>
    private const int MaxIncludes = 5;

    private readonly RepositoryModel _model;
    private readonly ImmutableArray<NginxDirective> _outer;

    private NginxServer(RepositoryModel model, NginxFile file, NginxDirective block, ImmutableArray<NginxDirective> outer)
    {
        _model = model;
        _outer = outer;
        File = file;
        Block = block;
        Own = [.. Expand(block.Children, MaxIncludes)];
    }

    public NginxFile File { get; }

    public NginxDirective Block { get; }

    /// <summary>The directives right in the block, those of included files in the place of the include.</summary>
    public ImmutableArray<NginxDirective> Own { get; }

    /// <summary>Those of <c>http</c> around it.</summary>
    public ImmutableArray<NginxDirective> Outer => _outer;

    public ImmutableArray<NginxDirective> Locations => [.. Own.Where(directive => directive.Name == "location")];

    public SourceLocation Location => File.Locate(Block.HeaderSpan);

    public SourceLocation Scope => File.Locate(Block.Span);

    /// <summary>An included file that is not in the tree may set anything.</summary>
    public bool IncludesUnknown => _outer.Concat(Own).Concat(Locations.SelectMany(location => location.Children)).Any(IsOpenInclude);

    /// <summary>It gives out files; one that only redirects or hands on answers what others decide.</summary>
    public bool ServesFiles => Own.Concat(Locations.SelectMany(location => location.DescendantsAndSelf()))
        .Any(directive => directive.Name is "root" or "alias" or "try_files" or "index" or "fastcgi_pass" or "uwsgi_pass")
        && !Own.Any(directive => directive.Name is "return" or "deny" or "stub_status");

    public static IEnumerable<NginxServer> In(RepositoryModel model)
    {
        foreach (NginxFile file in model.NginxFiles.Where(file => !RepositoryPath.IsExhibit(file.Source.Path)))
        {
            foreach (NginxDirective directive in file.Directives.Where(directive => directive.HasBlock))
            {
                if (directive.Name == "server")
                {
                    yield return new NginxServer(model, file, directive, [.. file.Directives.Where(other => !other.HasBlock), .. Including(model, file)]);
                }
                else if (directive.Name == "http")
                {
                    foreach (NginxDirective server in directive.Find("server"))
                    {
                        yield return new NginxServer(model, file, server, [.. directive.Children.Where(other => !other.HasBlock).SelectMany(other => Part(model, other, MaxIncludes))]);
                    }
                }
            }
        }
    }

    /// <summary>The directives of the <c>http</c> block of another file that includes this one.</summary>
    private static IEnumerable<NginxDirective> Including(RepositoryModel model, NginxFile file) => model.NginxFiles
        .Where(other => other != file)
        .SelectMany(other => other.Directives.Where(directive => directive.Name == "http"))
        .Where(http => http.Find("include").Any(include => IsMatch(NameOf(include.Argument(0)), NameOf(file.Source.Path))))
        .SelectMany(http => http.Children.Where(child => !child.HasBlock && child.Name != "include"));

    private IEnumerable<NginxDirective> Expand(IEnumerable<NginxDirective> directives, int depth) => directives.SelectMany(directive => Part(_model, directive, depth));

    /// <summary>The directive, or those of the file that it includes.</summary>
    private static IEnumerable<NginxDirective> Part(RepositoryModel model, NginxDirective directive, int depth)
    {
        if (directive.Name != "include" || depth == 0)
        {
            return [directive];
        }

        NginxFile[] files = [.. model.NginxFiles.Where(file => IsMatch(NameOf(directive.Argument(0)), NameOf(file.Source.Path)) && !file.Directives.Any(inner => inner.HasBlock && inner.Name is "server" or "http"))];
        return files.Length == 0 ? [directive] : files.SelectMany(file => file.Directives).SelectMany(inner => Part(model, inner, depth - 1));
    }

    private static bool IsOpenInclude(NginxDirective directive) =>
        directive.Name == "include" && !s_standardParts.Contains(NameOf(directive.Argument(0))) && !directive.Argument(0).Contains("modules", StringComparison.Ordinal)
        && !directive.Argument(0).Contains("conf.d/*", StringComparison.Ordinal) && !directive.Argument(0).Contains("sites-enabled", StringComparison.Ordinal);

    /// <summary>The last part of a path, without the ending of a template.</summary>
    private static string NameOf(string path)
    {
        string name = RepositoryPath.NameOf(path);
        return name.EndsWith(".template", StringComparison.Ordinal) ? name[..^".template".Length] : name;
    }

    private static bool IsMatch(string pattern, string name)
    {
        int star = pattern.IndexOf('*', StringComparison.Ordinal);
        return star < 0 ? pattern == name
            : name.Length >= pattern.Length - 1 && name.StartsWith(pattern.AsSpan(0, star), StringComparison.Ordinal) && name.EndsWith(pattern.AsSpan(star + 1), StringComparison.Ordinal);
    }
}
