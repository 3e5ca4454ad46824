namespace Tandem.Cli.Terminal;

/// <summary>Writes an answer as it streams.</summary>
internal abstract class AnswerWriter
{
    public static AnswerWriter For(ITerminal terminal) =>
        terminal.RendersAnswers && terminal.StylesOutput ? new MarkdownWriter(terminal) : new PlainWriter(terminal);

    /// <summary>More text, in pieces of any size.</summary>
    public abstract void Add(string text);

    /// <summary>The answer is over, whole or not.</summary>
    public abstract void End();

    /// <summary>For pipes and screen readers: what the model wrote, made safe on a terminal and byte for byte in a pipe (citations that do not exist come marked).</summary>
    private sealed class PlainWriter(ITerminal terminal) : AnswerWriter
    {
        private bool _endsLine = true;

        public override void Add(string text)
        {
            if (text.Length == 0)
                return;
            terminal.Write(terminal.RendersAnswers ? SafeText.Of(text) : text);
            terminal.Flush();
            _endsLine = text[^1] == '\n';
        }

        public override void End()
        {
            if (!_endsLine)
                terminal.WriteLine();
            _endsLine = true;
            terminal.Flush();
        }
    }
}
