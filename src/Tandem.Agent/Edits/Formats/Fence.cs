namespace Tandem.Agent.Edits.Formats;

/// <summary>The opening line of a Markdown code fence, or of the <c>&lt;source&gt;</c> element that some models write instead.</summary>
/// <param name="Mark">What closes it starts with this.</param>
/// <param name="Info">What follows the mark: language, sometimes a path.</param>
/// <param name="IsElement">Whether it is the element.</param>
internal readonly record struct Fence(string Mark, string Info, bool IsElement)
{
    public static Fence? TryOpen(string line)
    {
        var text = line.TrimEnd();
        if (text.StartsWith("<source>", StringComparison.Ordinal)) return new Fence("</source>", text[8..].Trim(), IsElement: true);
        if (text.Length < 3 || text[0] is not ('`' or '~')) return null;
        var length = text.AsSpan().IndexOfAnyExcept(text[0]);
        if (length < 0) length = text.Length;
        var info = text[length..].Trim();
        return length < 3 || info.Contains('`', StringComparison.Ordinal) ? null : new Fence(text[..length], info, IsElement: false);
    }

    /// <summary>CommonMark: at least as many marks, and nothing else.</summary>
    public bool IsClosedBy(string line)
    {
        var text = line.TrimEnd();
        if (IsElement) return text == Mark;
        return text.Length >= Mark.Length && text.AsSpan().IndexOfAnyExcept(Mark[0]) < 0;
    }
}
