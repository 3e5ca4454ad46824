namespace Tandem.Agent.Edits;

internal enum LineOp
{
    Keep,
    Remove,
    Add,
}

internal readonly record struct HunkLine(LineOp Op, string Text);

/// <summary>Lines quoted from a file and what to do with each, with whatever else the edit says about the place.</summary>
internal sealed record Hunk
{
    public required IReadOnlyList<HunkLine> Lines { get; init; }

    /// <summary>Lines that stand above the place, outermost first (<c>@@ class Foo</c>).</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>1-based number, in the file on disk, of the first quoted line. Settles which of several places is meant; never needed.</summary>
    public int? FirstLine { get; init; }

    public bool AtEndOfFile { get; init; }

    /// <summary>Whether the edit says that the new last line has a newline; null where it says nothing.</summary>
    public bool? FinalNewline { get; init; }

    /// <summary>Where a hunk of additions alone belongs to the end of the file.</summary>
    public bool MayAppend { get; init; }

    /// <summary>For messages: <c>hunk 2</c>, <c>block 1</c>.</summary>
    public required string Label { get; init; }

    public List<string> Quoted => [.. Lines.Where(line => line.Op != LineOp.Add).Select(line => line.Text)];

    public List<string> Result => [.. Lines.Where(line => line.Op != LineOp.Remove).Select(line => line.Text)];

    public bool ChangesNothing => !Lines.Any(line => line.Op != LineOp.Keep) || Quoted.SequenceEqual(Result);

    public bool IsSameEdit(Hunk other) => Lines.SequenceEqual(other.Lines) && Headers.SequenceEqual(other.Headers);
}
