namespace GcpLint.Rules.Docker;

/// <summary>Judges the few lines of a health check that are given to an interpreter. Whatever is not recognised may fail.</summary>
internal static class InlineScript
{
    private static readonly string[] s_harmlessModules = ["sys", "os", "time", "json", "socket", "urllib", "urllib.request", "http", "http.client", "platform"];

    private static readonly string[] s_pythonFailures = ["raise", "assert", "exit(1", "exit(2", "exit(not", "exit(int", "exit(0 if", "exit(1 if", "_exit(1", "exit(-1", "exit('", "exit(\"", "status", ".ok", "is_success", "getcode", ".code"];

    public static Verdict JudgePython(string code)
    {
        string[] statements = [.. code.Split([';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        if (statements.Length > 0 && statements.All(CannotFail))
        {
            return Verdict.AlwaysSucceeds;
        }

        if (s_pythonFailures.Any(mark => code.Contains(mark, StringComparison.Ordinal)))
        {
            return Verdict.MayFail;
        }

        bool swallows = code.Contains("except:", StringComparison.Ordinal) || code.Contains("except Exception", StringComparison.Ordinal)
            || code.Contains("contextlib.suppress(Exception", StringComparison.Ordinal);
        if (swallows)
        {
            return code.Contains("sys.exit(", StringComparison.Ordinal) && !code.Contains("sys.exit(0)", StringComparison.Ordinal) ? Verdict.MayFail : Verdict.AlwaysSucceeds;
        }

        bool asks = code.Contains("requests.get(", StringComparison.Ordinal) || code.Contains("requests.head(", StringComparison.Ordinal)
            || code.Contains("httpx.get(", StringComparison.Ordinal) || code.Contains("httpx.head(", StringComparison.Ordinal);
        return asks ? Verdict.IgnoresHttpErrors : Verdict.MayFail;
    }

    public static Verdict JudgeNode(string code)
    {
        string[] statements = [.. code.Split([';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        if (statements.Length > 0 && statements.All(statement => statement is "process.exit(0)" or "process.exit()" || IsCallOf("console.log", statement)))
        {
            return Verdict.AlwaysSucceeds;
        }

        bool asks = code.Contains("http.get(", StringComparison.Ordinal) || code.Contains("require('http').get(", StringComparison.Ordinal) || code.Contains("fetch(", StringComparison.Ordinal);
        bool judges = code.Contains("status", StringComparison.OrdinalIgnoreCase) || code.Contains(".ok", StringComparison.Ordinal)
            || code.Contains("exit(1", StringComparison.Ordinal) || code.Contains("throw", StringComparison.Ordinal) || code.Contains('?');
        return asks && !judges ? Verdict.IgnoresHttpErrors : Verdict.MayFail;
    }

    private static bool CannotFail(string statement)
    {
        if (statement.StartsWith("import ", StringComparison.Ordinal))
        {
            return statement["import ".Length..].Split(',').All(module => s_harmlessModules.Contains(module.Trim().Split(' ')[0]));
        }

        return statement is "pass" or "sys.exit(0)" or "sys.exit()" or "exit(0)" or "exit()" or "quit()" or "quit(0)" or "os._exit(0)" or "True" or "1"
            || IsCallOf("print", statement);
    }

    /// <summary>A call whose argument calls nothing itself.</summary>
    private static bool IsCallOf(string function, string statement) =>
        statement.StartsWith(function + "(", StringComparison.Ordinal)
        && statement.EndsWith(')')
        && !statement.AsSpan(function.Length + 1).Contains('(');
}
