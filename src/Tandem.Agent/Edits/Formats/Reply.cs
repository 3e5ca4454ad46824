namespace Tandem.Agent.Edits.Formats;

/// <summary>A model's reply as lines, without a byte order mark and with <c>\n</c> for every line end.</summary>
internal sealed class Reply
{
    public Reply(string text)
    {
        Text = text.TrimStart('\ufeff').Replace("\r\n", "\n", StringComparison.Ordinal);
        EndsWithNewline = Text.EndsWith('\n');
        Lines = Text.Split('\n');
        if (EndsWithNewline) Lines = Lines[..^1];
    }

    public string Text { get; }

    public string[] Lines { get; }

    public bool EndsWithNewline { get; }

    public static EditRefusedException Malformed(string message, string hint, string? path = null) =>
        new(EditErrorKind.Malformed, message, path, hint);
}
