using System.Buffers;
using System.Globalization;
using System.Text;

namespace GcpLint.Text;

/// <summary>
/// Unicode's normalization form C, in which HCL holds all strings. Without ICU (invariant globalization) .NET leaves
/// every string as it is, so the algorithm of UAX #15 stands here.
/// </summary>
public static class Normalization
{
    /// <summary>Below it nothing combines and nothing is changed.</summary>
    private const char FirstCombining = '\u0300';

    /// <summary>The text itself where it is in form C already.</summary>
    public static string ToNfc(this string text) =>
        text.AsSpan().IndexOfAnyExceptInRange('\0', (char)(FirstCombining - 1)) < 0 ? text : Tables.Instance.Normalize(text);

    private sealed class Tables
    {
        /// <summary>Made once, when the first text asks for it; immutable from then on.</summary>
        public static readonly Tables Instance = new();

        private const int HangulSyllables = 0xAC00;
        private const int HangulLeads = 0x1100;
        private const int HangulVowels = 0x1161;
        private const int HangulTails = 0x11A7;
        private const int VowelCount = 21;
        private const int TailCount = 28;
        private const int LeadCount = 19;
        private const int SyllableCount = LeadCount * VowelCount * TailCount;

        private readonly Dictionary<int, (int First, int Second)> _decompositions = [];
        private readonly Dictionary<(int First, int Second), int> _compositions = [];
        private readonly Dictionary<int, byte> _classes = [];

        private Tables()
        {
            int code = 0;
            foreach (Range range in NormalizationData.Decompositions.AsSpan().SplitAny(" \n"))
            {
                ReadOnlySpan<char> entry = NormalizationData.Decompositions.AsSpan()[range];
                int mark = entry.IndexOfAny('=', '!');
                if (mark < 0)
                {
                    continue;
                }

                code += Parse(entry[..mark]);
                ReadOnlySpan<char> parts = entry[(mark + 1)..];
                int comma = parts.IndexOf(',');
                (int, int) pair = comma < 0 ? (Parse(parts), 0) : (Parse(parts[..comma]), Parse(parts[(comma + 1)..]));
                _decompositions[code] = pair;
                if (entry[mark] == '=')
                {
                    _compositions[pair] = code;
                }
            }

            code = 0;
            foreach (Range range in NormalizationData.CombiningClasses.AsSpan().SplitAny(" \n"))
            {
                ReadOnlySpan<char> entry = NormalizationData.CombiningClasses.AsSpan()[range];
                int plus = entry.IndexOf('+');
                if (plus < 0)
                {
                    continue;
                }

                int equals = entry.IndexOf('=');
                code += Parse(entry[..plus]);
                int last = code + Parse(entry[(plus + 1)..equals]);
                for (int each = code; each <= last; each++)
                {
                    _classes[each] = (byte)Parse(entry[(equals + 1)..]);
                }

                code = last;
            }
        }

        public string Normalize(string text)
        {
            var codes = new List<int>(text.Length);
            bool valid = true;
            for (int i = 0; i < text.Length;)
            {
                if (Rune.DecodeFromUtf16(text.AsSpan(i), out Rune rune, out int width) == OperationStatus.Done)
                {
                    Decompose(rune.Value, codes);
                }
                else
                {
                    valid = false;
                }

                i += width;
            }

            // Half of a surrogate pair is no text: it is left alone.
            if (!valid)
            {
                return text;
            }

            Order(codes);
            Compose(codes);
            var result = new StringBuilder(text.Length);
            foreach (int code in codes)
            {
                result.Append(new Rune(code).ToString());
            }

            string normalized = result.ToString();
            return normalized == text ? text : normalized;
        }

        private static int Parse(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

        private byte ClassOf(int code) => code < FirstCombining ? (byte)0 : _classes.GetValueOrDefault(code);

        private void Decompose(int code, List<int> result)
        {
            int syllable = code - HangulSyllables;
            if (syllable is >= 0 and < SyllableCount)
            {
                result.Add(HangulLeads + (syllable / (VowelCount * TailCount)));
                result.Add(HangulVowels + (syllable % (VowelCount * TailCount) / TailCount));
                if (syllable % TailCount != 0)
                {
                    result.Add(HangulTails + (syllable % TailCount));
                }
            }
            else if (_decompositions.TryGetValue(code, out (int First, int Second) parts))
            {
                Decompose(parts.First, result);
                if (parts.Second != 0)
                {
                    Decompose(parts.Second, result);
                }
            }
            else
            {
                result.Add(code);
            }
        }

        /// <summary>Runs of combining characters are sorted by class, equal ones keeping their order.</summary>
        private void Order(List<int> codes)
        {
            for (int start = 0; start < codes.Count; start++)
            {
                int end = start;
                while (end < codes.Count && ClassOf(codes[end]) != 0)
                {
                    end++;
                }

                if (end - start > 1)
                {
                    int[] run = [.. codes.GetRange(start, end - start).OrderBy(ClassOf)];
                    for (int i = 0; i < run.Length; i++)
                    {
                        codes[start + i] = run[i];
                    }
                }

                start = end;
            }
        }

        private void Compose(List<int> codes)
        {
            int starter = -1;
            int lastClass = -1;
            int kept = 0;
            for (int i = 0; i < codes.Count; i++)
            {
                int code = codes[i];
                int combining = ClassOf(code);
                bool adjacent = kept == starter + 1 || lastClass < combining;
                if (starter >= 0 && adjacent && FindComposition(codes[starter], code) is int composed)
                {
                    codes[starter] = composed;
                    continue;
                }

                if (combining == 0)
                {
                    starter = kept;
                }

                lastClass = combining;
                codes[kept++] = code;
            }

            codes.RemoveRange(kept, codes.Count - kept);
        }

        private int? FindComposition(int first, int second)
        {
            int lead = first - HangulLeads;
            int vowel = second - HangulVowels;
            if (lead is >= 0 and < LeadCount && vowel is >= 0 and < VowelCount)
            {
                return HangulSyllables + (((lead * VowelCount) + vowel) * TailCount);
            }

            int syllable = first - HangulSyllables;
            int tail = second - HangulTails;
            if (syllable is >= 0 and < SyllableCount && syllable % TailCount == 0 && tail is > 0 and < TailCount)
            {
                return first + tail;
            }

            return _compositions.TryGetValue((first, second), out int composed) ? composed : null;
        }
    }
}
