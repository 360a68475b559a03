using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Dockerfile;

/// <summary>Splits arguments into words; the words stay raw.</summary>
internal static class WordSplitter
{
    public static InstructionWord Word(MappedText text, TextSpan span) => new(text.Text.Substring(span.Start, span.Length), text.ToSource(span));

    /// <summary>At blanks alone: quotes mean nothing in FROM, EXPOSE, COPY, ADD and VOLUME.</summary>
    public static ImmutableArray<InstructionWord> SplitPlain(MappedText text)
    {
        var words = ImmutableArray.CreateBuilder<InstructionWord>();
        ReadOnlySpan<char> rest = text.Text;
        int offset = 0;
        while (true)
        {
            int skip = rest[offset..].IndexOfAnyExcept(Blank.Separators);
            if (skip < 0)
            {
                return words.ToImmutable();
            }

            offset += skip;
            int length = rest[offset..].IndexOfAny(Blank.Separators);
            length = length < 0 ? rest.Length - offset : length;
            words.Add(Word(text, new TextSpan(offset, length)));
            offset += length;
        }
    }

    /// <summary>At blanks outside of quotes, for ARG, ENV and LABEL.</summary>
    /// <param name="text">The arguments.</param>
    /// <param name="escape">The escape character of the file.</param>
    public static List<TextSpan> SplitQuoted(ReadOnlySpan<char> text, char escape)
    {
        var words = new List<TextSpan>();
        int position = 0;
        while (true)
        {
            while (position < text.Length && Blank.Is(text[position]))
            {
                position++;
            }

            if (position >= text.Length)
            {
                return words;
            }

            int start = position;
            char quote = '\0';
            while (position < text.Length && (quote != '\0' || !Blank.Is(text[position])))
            {
                char c = text[position];
                if (c == escape && quote != '\'')
                {
                    position++;
                }
                else if (quote == '\0' && c is '\'' or '"')
                {
                    quote = c;
                }
                else if (c == quote)
                {
                    quote = '\0';
                }

                position++;
            }

            position = Math.Min(position, text.Length);
            words.Add(TextSpan.FromBounds(start, position));
        }
    }
}
