using System.Text;

namespace Tandem.Cli.Terminal;

/// <summary>Stdout as a <see cref="TextWriter"/>, for what writes to one.</summary>
internal sealed class TerminalWriter(ITerminal terminal) : TextWriter
{
    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => terminal.Write(value.ToString());

    public override void Write(string? value) => terminal.Write(value ?? "");

    public override void Write(char[] buffer, int index, int count) => terminal.Write(new string(buffer, index, count));

    protected override void Dispose(bool disposing)
    {
        terminal.Flush();
        base.Dispose(disposing);
    }
}
