using System.Collections.Frozen;

namespace GcpLint.Analyzer.Discovery;

/// <summary>Tells the kind of a file from its text, where its name leaves it open.</summary>
internal static class FileContent
{
    /// <summary>The fields of a build in the Cloud Build API that people write; a file with others is not one.</summary>
    private static readonly FrozenSet<string> CloudBuildKeys = FrozenSet.Create(
        StringComparer.Ordinal,
        "steps", "timeout", "queueTtl", "logsBucket", "options", "substitutions", "tags", "serviceAccount", "secrets", "availableSecrets",
        "artifacts", "images", "source", "dependencies", "gitConfig", "results");

    private static readonly FrozenSet<string> ComposeKeys = FrozenSet.Create(
        StringComparer.Ordinal, "version", "name", "services", "networks", "volumes", "configs", "secrets", "include", "models");

    private static readonly FrozenSet<string> Shells = FrozenSet.Create(StringComparer.Ordinal, "sh", "bash", "dash", "ksh", "ash");

    /// <summary>The kind of a file whose name does not settle it.</summary>
    public static FileKind Judge(Candidate candidate, ReadOnlySpan<char> text) => candidate.Verdict switch
    {
        NameVerdict.Certain => candidate.Kind,
        NameVerdict.ByShebang => IsShellScript(text) ? FileKind.Shell : FileKind.Other,
        _ when candidate.Kind == FileKind.Dockerfile => HasFrom(text) ? FileKind.Dockerfile : FileKind.Other,
        _ when candidate.Kind == FileKind.Nginx => HasServer(text) ? FileKind.Nginx : FileKind.Other,
        _ when candidate.Kind == FileKind.Manifest => FileKind.Manifest,
        _ when candidate.Kind == FileKind.Credentials => text.Contains("PRIVATE KEY", StringComparison.Ordinal) ? FileKind.Credentials : FileKind.Other,
        _ => JudgeKeys(candidate, text),
    };

    /// <summary>Whether a "#!" line names a shell: "#!/bin/sh -e", "#!/usr/bin/env -S bash".</summary>
    public static bool IsShellScript(ReadOnlySpan<char> text)
    {
        if (!text.StartsWith("#!"))
        {
            return false;
        }

        int end = text.IndexOfAny('\r', '\n');
        ReadOnlySpan<char> line = end < 0 ? text[2..] : text[2..end];
        foreach (Range part in line.SplitAny(' ', '\t'))
        {
            ReadOnlySpan<char> word = line[part];
            word = word[(word.LastIndexOf('/') + 1)..];
            if (word.IsEmpty || word is "env" || word[0] == '-' || word.Contains('='))
            {
                continue;
            }

            return Shells.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
        }

        return false;
    }

    private static bool HasFrom(ReadOnlySpan<char> text)
    {
        foreach (ReadOnlySpan<char> line in text.EnumerateLines())
        {
            ReadOnlySpan<char> trimmed = line.TrimStart();
            if (trimmed.Length > 5 && trimmed.StartsWith("FROM", StringComparison.OrdinalIgnoreCase) && trimmed[4] is ' ' or '\t')
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A block that only nginx has, or a header that it adds.</summary>
    private static bool HasServer(ReadOnlySpan<char> text)
    {
        foreach (ReadOnlySpan<char> line in text.EnumerateLines())
        {
            ReadOnlySpan<char> trimmed = line.Trim();
            if (trimmed is "server" || trimmed.StartsWith("add_header ") || trimmed.StartsWith("proxy_pass ") || trimmed.StartsWith("try_files ")
                || (trimmed.EndsWith("{") && (trimmed.StartsWith("server ") || trimmed.StartsWith("server{") || trimmed.StartsWith("location "))))
            {
                return true;
            }
        }

        return false;
    }

    private static FileKind JudgeKeys(Candidate candidate, ReadOnlySpan<char> text)
    {
        bool isJson = candidate.Path.EndsWith(".json", StringComparison.Ordinal);
        TopLevelKeys keys = isJson ? TopLevelKeys.OfJson(text) : TopLevelKeys.OfYaml(text);
        bool confirmed = candidate.Kind switch
        {
            FileKind.GitHubAction => keys.Has("runs"),
            FileKind.Compose => keys.Has("services") || keys.Has("include"),
            FileKind.CloudBuild => keys.Has("steps"),
            _ => false,
        };
        if (confirmed)
        {
            return candidate.Kind;
        }

        if (isJson && (keys.Has("private_key") || keys.Has("refresh_token") || keys.Has("client_secret")))
        {
            return FileKind.Credentials;
        }

        if (keys.Get("apiVersion") is { } version && keys.Get("kind") is { } kind)
        {
            return kind is "Service" or "Job" or "WorkerPool"
                && (version.StartsWith("serving.knative.dev/", StringComparison.Ordinal) || version.StartsWith("run.googleapis.com/", StringComparison.Ordinal))
                ? FileKind.KnativeService
                : FileKind.Kubernetes;
        }

        if (keys.Has("steps") && keys.All(CloudBuildKeys) && keys.FirstItemKeys is { } item && item.Contains("name")
            && !item.Contains("uses") && !item.Contains("task") && !item.Contains("run") && !item.Contains("bash") && !item.Contains("checkout"))
        {
            return FileKind.CloudBuild;
        }

        if (keys.Has("services") && !isJson && keys.All(ComposeKeys) && candidate.Verdict == NameVerdict.ByKeys)
        {
            return FileKind.Compose;
        }

        if (keys.Has("conditions") && (keys.Has("combiner") || keys.Has("displayName")))
        {
            return FileKind.AlertPolicy;
        }

        if (IsOrgPolicy(keys))
        {
            return FileKind.OrgPolicy;
        }

        return isJson ? FileKind.Json : FileKind.Yaml;
    }

    /// <summary>A custom constraint, a policy, or a policy of the first version of the service.</summary>
    private static bool IsOrgPolicy(TopLevelKeys keys) =>
        (keys.Has("condition") && (keys.Has("actionType") || keys.Has("action_type")) && (keys.Has("resourceTypes") || keys.Has("resource_types")))
        || (keys.Has("spec") && keys.Get("name") is { } name && name.Contains("/policies/", StringComparison.Ordinal))
        || (keys.Get("constraint") is { } constraint && constraint.StartsWith("constraints/", StringComparison.Ordinal)
            && (keys.Has("booleanPolicy") || keys.Has("listPolicy")));
}
