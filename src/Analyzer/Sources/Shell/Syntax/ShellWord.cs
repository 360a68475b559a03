using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Shell;

/// <summary>A word before expansion: "--region=${REGION}" is one word of two parts.</summary>
public sealed record ShellWord : ShellNode
{
    public ShellWord(TextSpan span, ImmutableArray<WordPart> parts)
        : base(span) => Parts = parts;

    public ImmutableArray<WordPart> Parts { get; }

    /// <summary>The text if the word is literal as a whole, quoted or not; null if anything in it is expanded.</summary>
    public string? Literal
    {
        get
        {
            if (Parts is [LiteralPart only])
            {
                return only.Text;
            }

            var text = new System.Text.StringBuilder();
            return AppendLiteral(Parts, text) ? text.ToString() : null;
        }
    }

    private static bool AppendLiteral(ImmutableArray<WordPart> parts, System.Text.StringBuilder text)
    {
        foreach (WordPart part in parts)
        {
            switch (part)
            {
                case LiteralPart literal:
                    text.Append(literal.Text);
                    break;
                case QuotedPart quoted when AppendLiteral(quoted.Parts, text):
                    break;
                default:
                    return false;
            }
        }

        return true;
    }
}

/// <summary>A part of a word.</summary>
public abstract record WordPart : ShellNode
{
    private protected WordPart(TextSpan span)
        : base(span)
    {
    }
}

/// <summary>Text that stands for itself, its escapes removed.</summary>
public sealed record LiteralPart : WordPart
{
    public LiteralPart(TextSpan span, string text, bool isQuoted)
        : base(span)
    {
        Text = text;
        IsQuoted = isQuoted;
    }

    public string Text { get; }

    /// <summary>Neither a pattern nor a reserved word, since it was quoted or escaped.</summary>
    public bool IsQuoted { get; }
}

public enum QuoteKind : byte
{
    /// <summary>'…'</summary>
    Single,

    /// <summary>"…"</summary>
    Double,

    /// <summary>$'…' with the escapes of C.</summary>
    AnsiC,

    /// <summary>$"…", translated.</summary>
    Locale,
}

/// <summary>A quoted part; single quotes hold literal text alone, except for expressions of a workflow, which are replaced before the shell sees them.</summary>
public sealed record QuotedPart : WordPart
{
    public QuotedPart(TextSpan span, QuoteKind kind, ImmutableArray<WordPart> parts)
        : base(span)
    {
        Kind = kind;
        Parts = parts;
    }

    public QuoteKind Kind { get; }

    public ImmutableArray<WordPart> Parts { get; }
}

/// <summary>What "${NAME…}" does with the parameter; POSIX.1-2024, XCU 2.6.2, and Bash's manual, "Shell Parameter Expansion".</summary>
public enum ParameterOperator : byte
{
    None,

    /// <summary>- or :-</summary>
    UseDefault,

    /// <summary>= or :=</summary>
    AssignDefault,

    /// <summary>? or :?</summary>
    RequireSet,

    /// <summary>+ or :+</summary>
    UseAlternative,

    /// <summary># or ##</summary>
    RemovePrefix,

    /// <summary>% or %%</summary>
    RemoveSuffix,

    /// <summary>/, //, /# or /%</summary>
    Replace,

    /// <summary>^, ^^, , or ,,</summary>
    ChangeCase,

    /// <summary>:offset or :offset:length</summary>
    Substring,

    /// <summary>@Q and the like</summary>
    Transform,

    /// <summary>${#NAME}</summary>
    Length,

    /// <summary>${!NAME}</summary>
    Indirect,

    /// <summary>Bash would call it a bad substitution when it runs.</summary>
    Bad,
}

/// <summary>$NAME, ${NAME}, ${NAME:-word}, $1, $@ …</summary>
public sealed record ParameterPart : WordPart
{
    public ParameterPart(TextSpan span, string name, ParameterOperator operation, string operatorText, string? index, ShellWord? argument)
        : base(span)
    {
        Name = name;
        Operator = operation;
        OperatorText = operatorText;
        Index = index;
        Argument = argument;
    }

    public string Name { get; }

    public ParameterOperator Operator { get; }

    /// <summary>The operator as written: ":-" also covers an empty value, "-" does not.</summary>
    public string OperatorText { get; }

    /// <summary>The text between the brackets of an array's element; null without brackets.</summary>
    public string? Index { get; }

    /// <summary>The word behind the operator.</summary>
    public ShellWord? Argument { get; }

    /// <summary>$1, $@, $* and $# depend on how the script or function is called.</summary>
    public bool IsPositional => Name is "@" or "*" or "#" || (Name.Length > 0 && char.IsAsciiDigit(Name[0]) && Name != "0");

    /// <summary>All elements: $@, $*, ${a[@]}, ${a[*]}.</summary>
    public bool IsAllElements => Name is "@" or "*" || Index is "@" or "*";
}

/// <summary>$(…) or `…`</summary>
public sealed record CommandSubstitutionPart : WordPart
{
    public CommandSubstitutionPart(TextSpan span, ShellList body)
        : base(span) => Body = body;

    public ShellList Body { get; }
}

/// <summary>$((…))</summary>
public sealed record ArithmeticPart : WordPart
{
    public ArithmeticPart(TextSpan span, ImmutableArray<WordPart> parts)
        : base(span) => Parts = parts;

    public ImmutableArray<WordPart> Parts { get; }
}

/// <summary>&lt;(…) or &gt;(…)</summary>
public sealed record ProcessSubstitutionPart : WordPart
{
    public ProcessSubstitutionPart(TextSpan span, ShellList body)
        : base(span) => Body = body;

    public ShellList Body { get; }
}

/// <summary>${{ … }}: an expression of a GitHub workflow, replaced by its value before the shell starts.</summary>
public sealed record WorkflowExpressionPart : WordPart
{
    public WorkflowExpressionPart(TextSpan span, string expression)
        : base(span) => Expression = expression;

    /// <summary>What stands between the braces, without the blanks around it.</summary>
    public string Expression { get; }
}
