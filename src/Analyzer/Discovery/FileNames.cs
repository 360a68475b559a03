using System.Collections.Frozen;

namespace GcpLint.Analyzer.Discovery;

/// <summary>What the names of files and folders say.</summary>
internal static class FileNames
{
    /// <summary>Folders of other people's code, of tools and of caches. Their content is not the author's to mend.</summary>
    private static readonly FrozenSet<string> Vendored = FrozenSet.Create(
        StringComparer.Ordinal,
        ".git", ".hg", ".svn", ".terraform", ".terragrunt-cache", "node_modules", "bower_components", "vendor", ".venv", "venv",
        "site-packages", "__pycache__", ".tox", ".nox", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".gradle", ".next", ".nuxt",
        ".yarn", ".pnpm-store", ".cache", ".idea", ".vs");

    /// <summary>Files that rules compare with.</summary>
    private static readonly FrozenSet<string> Manifests = FrozenSet.Create(
        StringComparer.Ordinal,
        "pyproject.toml", "Pipfile", "setup.cfg", "package.json", "go.mod", "Gemfile", "pom.xml", "alembic.ini", "Procfile",
        "supervisord.conf", ".gitignore", ".gcloudignore", ".python-version", ".nvmrc", ".node-version", ".ruby-version",
        ".tool-versions", "runtime.txt", ".pre-commit-config.yaml", "CODEOWNERS");

    /// <summary>A template is not what it makes: braces of another language stand where instructions would.</summary>
    private static readonly FrozenSet<string> NotDockerfiles = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "j2", "jinja", "jinja2", "tmpl", "tpl", "template", "erb", "mustache", "in", "md", "txt", "rst", "go", "py", "ts", "js", "rs");

    private static readonly FrozenSet<string> NotDotEnv = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "ts", "js", "mjs", "cjs", "py", "go", "md", "json", "yaml", "yml", "enc", "gpg", "age", "sops");

    public static bool IsVendored(string folder) => Vendored.Contains(folder);

    public static Candidate Judge(string path)
    {
        int slash = path.LastIndexOf('/');
        ReadOnlySpan<char> name = path.AsSpan(slash + 1);
        ReadOnlySpan<char> folder = slash < 0 ? [] : path.AsSpan(0, slash);
        (NameVerdict verdict, FileKind kind) = Judge(folder, name);
        return new Candidate(path, verdict, kind);
    }

    private static (NameVerdict, FileKind) Judge(ReadOnlySpan<char> folder, ReadOnlySpan<char> name)
    {
        if (name is ".dockerignore" || name.EndsWith(".dockerignore", StringComparison.OrdinalIgnoreCase))
        {
            return (NameVerdict.Certain, FileKind.DockerIgnore);
        }

        if (IsManifest(folder, name))
        {
            return (NameVerdict.Certain, FileKind.Manifest);
        }

        if (JudgeDockerfile(name) is { Item1: not NameVerdict.Other } dockerfile)
        {
            return dockerfile;
        }

        if (IsDotEnv(name))
        {
            return (NameVerdict.Certain, FileKind.DotEnv);
        }

        if (JudgeNginx(folder, name) is { Item1: not NameVerdict.Other } nginx)
        {
            return nginx;
        }

        int dot = name.LastIndexOf('.');
        ReadOnlySpan<char> extension = dot < 0 ? [] : name[(dot + 1)..];
        return extension switch
        {
            "tf" => (NameVerdict.Certain, FileKind.Terraform),
            "tfvars" => (NameVerdict.Certain, FileKind.Tfvars),
            "sh" or "bash" => (NameVerdict.Certain, FileKind.Shell),
            "yaml" or "yml" => JudgeYaml(folder, name),
            "json" => JudgeJson(name),
            "ini" or "cfg" or "properties" => (NameVerdict.ByKeys, FileKind.Manifest),
            "pem" or "key" => (NameVerdict.ByKeys, FileKind.Credentials),
            "" when dot < 0 => (NameVerdict.ByShebang, FileKind.Other),
            _ => (NameVerdict.Other, FileKind.Other),
        };
    }

    private static (NameVerdict, FileKind) JudgeDockerfile(ReadOnlySpan<char> name)
    {
        if (name.Equals("Dockerfile", StringComparison.OrdinalIgnoreCase) || name.Equals("Containerfile", StringComparison.OrdinalIgnoreCase))
        {
            return (NameVerdict.Certain, FileKind.Dockerfile);
        }

        int dot = name.LastIndexOf('.');
        ReadOnlySpan<char> extension = dot < 0 ? [] : name[(dot + 1)..];
        if (extension.Equals("dockerfile", StringComparison.OrdinalIgnoreCase) || extension.Equals("containerfile", StringComparison.OrdinalIgnoreCase))
        {
            return (NameVerdict.Likely, FileKind.Dockerfile);
        }

        bool isVariant = name.StartsWith("Dockerfile.", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("Dockerfile-", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("Containerfile.", StringComparison.OrdinalIgnoreCase);
        return isVariant && !NotDockerfiles.GetAlternateLookup<ReadOnlySpan<char>>().Contains(extension)
            ? (NameVerdict.Likely, FileKind.Dockerfile)
            : (NameVerdict.Other, FileKind.Other);
    }

    /// <summary>".env", ".env.production", "prod.env".</summary>
    private static bool IsDotEnv(ReadOnlySpan<char> name)
    {
        if (name is ".env" || name.EndsWith(".env", StringComparison.Ordinal))
        {
            return true;
        }

        int dot = name.LastIndexOf('.');
        return name.StartsWith(".env.", StringComparison.Ordinal)
            && !NotDotEnv.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name[(dot + 1)..]);
    }

    private static bool IsManifest(ReadOnlySpan<char> folder, ReadOnlySpan<char> name)
    {
        if (Manifests.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name))
        {
            return true;
        }

        bool requirements = name.EndsWith(".txt", StringComparison.Ordinal)
            && (name.Contains("requirements", StringComparison.Ordinal) || IsLastFolder(folder, "requirements"));
        return requirements || (name is "dependabot.yml" or "dependabot.yaml" && IsLastFolder(folder, ".github"));
    }

    /// <summary>"nginx.conf", "conf.d/site.conf.template": other programs have files of this name too.</summary>
    private static (NameVerdict, FileKind) JudgeNginx(ReadOnlySpan<char> folder, ReadOnlySpan<char> name)
    {
        bool isConfiguration = name.EndsWith(".conf", StringComparison.Ordinal) || name.EndsWith(".conf.template", StringComparison.Ordinal)
            || name.EndsWith(".conf.tmpl", StringComparison.Ordinal) || name.EndsWith(".nginx", StringComparison.Ordinal);
        bool isNginx = name.StartsWith("nginx", StringComparison.Ordinal) || name.StartsWith("default.", StringComparison.Ordinal)
            || folder.Contains("nginx", StringComparison.Ordinal) || name.EndsWith(".nginx", StringComparison.Ordinal);
        return !isConfiguration ? (NameVerdict.Other, FileKind.Other) : (isNginx ? NameVerdict.Certain : NameVerdict.Likely, FileKind.Nginx);
    }

    private static (NameVerdict, FileKind) JudgeYaml(ReadOnlySpan<char> folder, ReadOnlySpan<char> name)
    {
        if (folder is ".github/workflows" || folder.EndsWith("/.github/workflows", StringComparison.Ordinal))
        {
            return (NameVerdict.Certain, FileKind.GitHubWorkflow);
        }

        if (name is "action.yml" or "action.yaml")
        {
            return (NameVerdict.Likely, FileKind.GitHubAction);
        }

        ReadOnlySpan<char> stem = name[..name.LastIndexOf('.')];
        if (stem is "compose" or "docker-compose"
            || stem.StartsWith("compose.", StringComparison.Ordinal) || stem.StartsWith("docker-compose.", StringComparison.Ordinal)
            || stem.StartsWith("docker-compose-", StringComparison.Ordinal)
            || stem.EndsWith(".compose", StringComparison.Ordinal) || stem.EndsWith(".docker-compose", StringComparison.Ordinal))
        {
            return (NameVerdict.Likely, FileKind.Compose);
        }

        return IsCloudBuild(stem) ? (NameVerdict.Likely, FileKind.CloudBuild) : (NameVerdict.ByKeys, FileKind.Yaml);
    }

    private static (NameVerdict, FileKind) JudgeJson(ReadOnlySpan<char> name)
    {
        if (name.EndsWith(".tf.json", StringComparison.Ordinal))
        {
            return (NameVerdict.Certain, FileKind.TerraformJson);
        }

        if (name.EndsWith(".tfvars.json", StringComparison.Ordinal))
        {
            return (NameVerdict.Certain, FileKind.Tfvars);
        }

        // Lock files are long, and only their existence counts.
        if (name is "package-lock.json" or "npm-shrinkwrap.json" or "composer.lock")
        {
            return (NameVerdict.Other, FileKind.Other);
        }

        return IsCloudBuild(name[..^5]) ? (NameVerdict.Likely, FileKind.CloudBuild) : (NameVerdict.ByKeys, FileKind.Json);
    }

    private static bool IsCloudBuild(ReadOnlySpan<char> stem) =>
        stem.StartsWith("cloudbuild", StringComparison.OrdinalIgnoreCase) || stem.EndsWith(".cloudbuild", StringComparison.OrdinalIgnoreCase)
        || stem.EndsWith("-cloudbuild", StringComparison.OrdinalIgnoreCase);

    private static bool IsLastFolder(ReadOnlySpan<char> folder, string name) =>
        folder.Equals(name, StringComparison.Ordinal) || (folder.EndsWith(name, StringComparison.Ordinal) && folder[^(name.Length + 1)] == '/');
}
