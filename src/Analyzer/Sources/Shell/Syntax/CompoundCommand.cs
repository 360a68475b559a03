using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Shell;

/// <summary>A compound command with redirections that hold for all of it.</summary>
public sealed record RedirectedCommand : ShellCommand
{
    public RedirectedCommand(TextSpan span, ShellCommand command, ImmutableArray<Redirection> redirections)
        : base(span)
    {
        Command = command;
        Redirections = redirections;
    }

    public ShellCommand Command { get; }

    public ImmutableArray<Redirection> Redirections { get; }
}

/// <summary>{ …; } or, in a shell of its own, (…).</summary>
public sealed record GroupCommand : ShellCommand
{
    public GroupCommand(TextSpan span, ShellList body, bool isSubshell)
        : base(span)
    {
        Body = body;
        IsSubshell = isSubshell;
    }

    public ShellList Body { get; }

    /// <summary>What is assigned in it is lost behind it.</summary>
    public bool IsSubshell { get; }
}

/// <summary>"if" or "elif" with what it guards.</summary>
public sealed record IfBranch(ShellList Condition, ShellList Body);

public sealed record IfCommand : ShellCommand
{
    public IfCommand(TextSpan span, ImmutableArray<IfBranch> branches, ShellList? otherwise)
        : base(span)
    {
        Branches = branches;
        Else = otherwise;
    }

    public ImmutableArray<IfBranch> Branches { get; }

    public ShellList? Else { get; }
}

/// <summary>for NAME in words, select NAME in words, or for ((…; …; …)), which has no name.</summary>
public sealed record ForCommand : ShellCommand
{
    public ForCommand(TextSpan span, string? variable, TextSpan variableSpan, ImmutableArray<ShellWord> words, ShellList body, bool isSelect)
        : base(span)
    {
        Variable = variable;
        VariableSpan = variableSpan;
        Words = words;
        Body = body;
        IsSelect = isSelect;
    }

    /// <summary>Null for the arithmetic form.</summary>
    public string? Variable { get; }

    public TextSpan VariableSpan { get; }

    /// <summary>Default without "in": then the positional parameters are meant.</summary>
    public ImmutableArray<ShellWord> Words { get; }

    public ShellList Body { get; }

    public bool IsSelect { get; }
}

/// <summary>while or until.</summary>
public sealed record WhileCommand : ShellCommand
{
    public WhileCommand(TextSpan span, bool isUntil, ShellList condition, ShellList body)
        : base(span)
    {
        IsUntil = isUntil;
        Condition = condition;
        Body = body;
    }

    public bool IsUntil { get; }

    public ShellList Condition { get; }

    public ShellList Body { get; }
}

/// <summary>pattern | pattern) commands ;;</summary>
public sealed record CaseItem(ImmutableArray<ShellWord> Patterns, ShellList Body, string Terminator);

public sealed record CaseCommand : ShellCommand
{
    public CaseCommand(TextSpan span, ShellWord? subject, ImmutableArray<CaseItem> items)
        : base(span)
    {
        Subject = subject;
        Items = items;
    }

    /// <summary>Null if it is missing.</summary>
    public ShellWord? Subject { get; }

    public ImmutableArray<CaseItem> Items { get; }
}

/// <summary>name() { … } or function name { … }</summary>
public sealed record FunctionDefinition : ShellCommand
{
    public FunctionDefinition(TextSpan span, string name, TextSpan nameSpan, ShellCommand body)
        : base(span)
    {
        Name = name;
        NameSpan = nameSpan;
        Body = body;
    }

    public string Name { get; }

    public TextSpan NameSpan { get; }

    public ShellCommand Body { get; }
}

/// <summary>[[ … ]]; operators are words as well.</summary>
public sealed record TestCommand : ShellCommand
{
    public TestCommand(TextSpan span, ImmutableArray<ShellWord> words)
        : base(span) => Words = words;

    public ImmutableArray<ShellWord> Words { get; }
}

/// <summary>((…))</summary>
public sealed record ArithmeticCommand : ShellCommand
{
    public ArithmeticCommand(TextSpan span, ImmutableArray<WordPart> parts)
        : base(span) => Parts = parts;

    public ImmutableArray<WordPart> Parts { get; }
}
