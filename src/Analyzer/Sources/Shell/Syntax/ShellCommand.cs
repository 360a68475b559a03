using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Shell;

/// <summary>Anything that has an exit status: a simple command, a pipeline, a list, a compound command.</summary>
public abstract record ShellCommand : ShellNode
{
    private protected ShellCommand(TextSpan span)
        : base(span)
    {
    }
}

/// <summary>Assignments, a command with its words, redirections: each may be missing, not all of them.</summary>
public sealed record SimpleCommand : ShellCommand
{
    public SimpleCommand(
        TextSpan span,
        ImmutableArray<Assignment> assignments,
        ImmutableArray<ShellWord> words,
        ImmutableArray<Assignment> declarations,
        ImmutableArray<Redirection> redirections)
        : base(span)
    {
        Assignments = assignments;
        Words = words;
        Declarations = declarations;
        Redirections = redirections;
    }

    /// <summary>In front of the command: they hold for it alone; without a command they hold from here on.</summary>
    public ImmutableArray<Assignment> Assignments { get; }

    public ImmutableArray<ShellWord> Words { get; }

    /// <summary>Assignments that are arguments of export, local, readonly, declare or typeset.</summary>
    public ImmutableArray<Assignment> Declarations { get; }

    public ImmutableArray<Redirection> Redirections { get; }
}

/// <summary>NAME=word, NAME+=word, NAME[index]=word or NAME=(words).</summary>
public sealed record Assignment : ShellNode
{
    public Assignment(TextSpan span, string name, string? index, bool isAppend, ShellWord? value, ImmutableArray<ShellWord> elements)
        : base(span)
    {
        Name = name;
        Index = index;
        IsAppend = isAppend;
        Value = value;
        Elements = elements;
    }

    public string Name { get; }

    public string? Index { get; }

    public bool IsAppend { get; }

    /// <summary>Null for an array.</summary>
    public ShellWord? Value { get; }

    /// <summary>The elements of an array; default for a plain value.</summary>
    public ImmutableArray<ShellWord> Elements { get; }

    public bool IsArray => !Elements.IsDefault;
}

/// <summary>One redirection, &gt;file, 2&gt;&amp;1, &lt;&lt;EOF.</summary>
public sealed record Redirection : ShellNode
{
    public Redirection(TextSpan span, string descriptor, string operation, ShellWord? target)
        : base(span)
    {
        Descriptor = descriptor;
        Operator = operation;
        Target = target;
    }

    /// <summary>The number or {name} in front; empty where there is none.</summary>
    public string Descriptor { get; }

    /// <summary>As written: "&gt;", "&gt;&gt;", "&lt;&lt;-", "&amp;&gt;".</summary>
    public string Operator { get; }

    /// <summary>The file or descriptor; for a here-document its delimiter; null if it is missing.</summary>
    public ShellWord? Target { get; }

    public bool IsHereDocument => Operator is "<<" or "<<-";
}

/// <summary>The text of a here-document.</summary>
public sealed record HereDocument : ShellNode
{
    public HereDocument(TextSpan span, int redirectionStart, string delimiter, bool isQuoted, ImmutableArray<WordPart> parts)
        : base(span)
    {
        RedirectionStart = redirectionStart;
        Delimiter = delimiter;
        IsQuoted = isQuoted;
        Parts = parts;
    }

    /// <summary>Where its redirection starts: <see cref="ShellScript.FindHereDocument"/> goes the other way.</summary>
    public int RedirectionStart { get; }

    public string Delimiter { get; }

    /// <summary>Its delimiter was quoted: nothing in it is expanded.</summary>
    public bool IsQuoted { get; }

    public ImmutableArray<WordPart> Parts { get; }
}

/// <summary>Commands joined by | or |&amp;, or one that is negated by "!".</summary>
public sealed record ShellPipeline : ShellCommand
{
    public ShellPipeline(TextSpan span, bool isNegated, ImmutableArray<ShellCommand> commands)
        : base(span)
    {
        IsNegated = isNegated;
        Commands = commands;
    }

    public bool IsNegated { get; }

    public ImmutableArray<ShellCommand> Commands { get; }
}

/// <summary>A command behind &amp;&amp; (<paramref name="IsOr"/> false) or ||.</summary>
public readonly record struct AndOrItem(bool IsOr, ShellCommand Command);

/// <summary>first &amp;&amp; second || third: evaluated from left to right, both operators bind alike.</summary>
public sealed record AndOrList : ShellCommand
{
    public AndOrList(TextSpan span, ShellCommand first, ImmutableArray<AndOrItem> rest)
        : base(span)
    {
        First = first;
        Rest = rest;
    }

    public ShellCommand First { get; }

    public ImmutableArray<AndOrItem> Rest { get; }
}

/// <summary>A command of a list; in the background if "&amp;" follows it.</summary>
public readonly record struct ListItem(ShellCommand Command, bool IsBackground);

/// <summary>Commands one after the other; may be empty.</summary>
public sealed record ShellList : ShellCommand
{
    public ShellList(TextSpan span, ImmutableArray<ListItem> items)
        : base(span) => Items = items;

    public ImmutableArray<ListItem> Items { get; }
}

/// <summary>A part that is no shell; its diagnostic says why.</summary>
public sealed record UnreadableCommand : ShellCommand
{
    public UnreadableCommand(TextSpan span)
        : base(span)
    {
    }
}
