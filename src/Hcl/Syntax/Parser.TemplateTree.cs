using System.Collections.Immutable;
using System.Text;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Hcl.Syntax;

internal sealed partial class Parser
{
    /// <summary>Puts directives of a template and what stands between them together.</summary>
    private sealed class TemplateTree(Parser parser, List<TemplatePart> parts)
    {
        private int _position;

        private EndPart? _closedBy;

        public ImmutableArray<HclExpression> Build()
        {
            var all = ImmutableArray.CreateBuilder<HclExpression>();
            while (true)
            {
                all.AddRange(BuildUntilEnd());
                if (_closedBy is null)
                {
                    return all.ToImmutable();
                }

                Report($"Unexpected {_closedBy.Keyword} directive", $"This \"{_closedBy.Keyword}\" closes nothing.", _closedBy.Span);
            }
        }

        /// <summary>The expressions up to the next else, endif or endfor of this level, which is left in <see cref="_closedBy"/>.</summary>
        private ImmutableArray<HclExpression> BuildUntilEnd()
        {
            var result = ImmutableArray.CreateBuilder<HclExpression>();
            _closedBy = null;
            while (_position < parts.Count)
            {
                TemplatePart part = parts[_position++];
                switch (part)
                {
                    case TextPart text:
                        result.Add(BuildText(text));
                        break;
                    case InterpolationPart interpolation:
                        result.Add(interpolation.Expression);
                        break;
                    case EndPart end:
                        _closedBy = end;
                        return result.ToImmutable();
                    default:
                        result.Add(BuildDirective(part));
                        break;
                }
            }

            return result.ToImmutable();
        }

        /// <summary>Runs of text that follow each other become one literal.</summary>
        private LiteralExpression BuildText(TextPart first)
        {
            if (_position >= parts.Count || parts[_position] is not TextPart)
            {
                return new LiteralExpression(first.Span, Value.Of(first.Text.ToNfc()));
            }

            var text = new StringBuilder(first.Text);
            TextSpan span = first.Span;
            while (_position < parts.Count && parts[_position] is TextPart next)
            {
                text.Append(next.Text);
                span = span.Cover(next.Span);
                _position++;
            }

            return new LiteralExpression(span, Value.Of(text.ToString().ToNfc()));
        }

        private HclExpression BuildDirective(TemplatePart part)
        {
            if (!parser.TryEnter())
            {
                _position = parts.Count;
                return new ErrorExpression(part.Span);
            }

            HclExpression directive = part is IfPart branch ? BuildIf(branch) : BuildFor((ForPart)part);
            parser.Leave();
            return directive;
        }

        private ConditionalExpression BuildIf(IfPart part)
        {
            TemplateExpression whenTrue = BuildSection(part, out TextSpan end);
            var whenFalse = new TemplateExpression(new TextSpan(end.Start, 0), [], TemplateForm.Directive);
            if (_closedBy is { Keyword: "else" })
            {
                whenFalse = BuildSection(_closedBy, out end);
                if (_closedBy is { Keyword: "else" })
                {
                    Report("Unexpected else directive", "The directive has an else branch already.", _closedBy.Span);
                    BuildSection(_closedBy, out end);
                }
            }

            CheckClosed(part, "if", "endif");
            return new ConditionalExpression(part.Span.Cover(end), part.Condition, whenTrue, whenFalse);
        }

        private TemplateJoinExpression BuildFor(ForPart part)
        {
            TemplateExpression content = BuildSection(part, out TextSpan end);
            CheckClosed(part, "for", "endfor");
            ForIntroduction introduction = part.Introduction;
            TextSpan span = part.Span.Cover(end);
            return new TemplateJoinExpression(
                span,
                new ForExpression(span, introduction.KeyName, introduction.ValueName, introduction.Collection, null, content, null, Grouping: false));
        }

        /// <summary>What stands between an opening directive and the one that ends its section.</summary>
        private TemplateExpression BuildSection(TemplatePart opening, out TextSpan end)
        {
            ImmutableArray<HclExpression> content = BuildUntilEnd();
            TextSpan last = parts.Count > 0 ? parts[^1].Span : opening.Span;
            end = _closedBy?.Span ?? new TextSpan(last.End, 0);
            return new TemplateExpression(TextSpan.FromBounds(opening.Span.End, Math.Max(opening.Span.End, end.Start)), content, TemplateForm.Directive);
        }

        private void CheckClosed(TemplatePart opening, string keyword, string closer)
        {
            if (_closedBy is null)
            {
                Report("Unexpected end of template", $"The \"{keyword}\" directive has no \"{closer}\".", opening.Span);
            }
            else if (_closedBy.Keyword != closer)
            {
                Report($"Unexpected {_closedBy.Keyword} directive", $"The \"{keyword}\" directive is closed by \"{closer}\".", _closedBy.Span);
            }

            _closedBy = null;
        }

        /// <summary>Spans of parts are places of the file already.</summary>
        private void Report(string summary, string detail, TextSpan span)
        {
            if (!parser._recovering)
            {
                parser._diagnostics.ErrorAt("template-directive", summary, detail, span);
            }
        }
    }
}
