namespace Tandem.Agent.Edits.Formats;

/// <summary>Finds out a reply's format and reads its changes.</summary>
/// <param name="exists">Whether the workspace has a file of this path.</param>
/// <param name="target">The file meant where the reply names none.</param>
internal sealed class ReplyParser(Func<string, bool> exists, string? target)
{
    private readonly PathLine _paths = new(exists);

    public List<FileChange> Parse(string text, EditFormat format)
    {
        var reply = new Reply(text);
        return (format == EditFormat.Auto ? Detect(reply) : format) switch
        {
            EditFormat.Patch => new ApplyPatchParser(reply).Parse(),
            EditFormat.SearchReplace => new SearchReplaceParser(reply, _paths, exists, target).Parse(),
            EditFormat.UnifiedDiff => new UnifiedDiffParser(reply, exists, target).Parse(),
            EditFormat.StringReplace => new StringReplaceParser(reply, target).Parse(),
            _ => new WholeFileParser(reply, _paths, target).Parse(),
        };
    }

    /// <summary>The first marker decides: what stands inside an edit is text, whatever it looks like.</summary>
    private EditFormat Detect(Reply reply)
    {
        if (StringReplaceParser.StartsAt(reply.Text)) return EditFormat.StringReplace;
        var whole = new WholeFileParser(reply, _paths, target: null);
        for (var i = 0; i < reply.Lines.Length; i++)
        {
            if (MarkerAt(reply, i) is { } format) return format;
            if (IsCall(reply, i)) return EditFormat.StringReplace;
            if (Fence.TryOpen(reply.Lines[i]) is not { } fence) continue;
            // The block formats are often fenced, with the path above the fence or first inside it.
            var inside = FirstInside(reply, i + 1);
            var path = whole.FindPath(i, fence);
            if (inside < reply.Lines.Length && MarkerAt(reply, inside) is { } fenced && !(path is not null && IsText(reply, inside, path))) return fenced;
            if (inside < reply.Lines.Length && IsCall(reply, inside)) return EditFormat.StringReplace;
            if (path is not null) return EditFormat.WholeFile;
        }
        return target is not null && reply.Lines.Any(line => HunkHead.TryParse(line) is not null) ? EditFormat.UnifiedDiff : EditFormat.WholeFile;
    }

    private static EditFormat? MarkerAt(Reply reply, int at)
    {
        var line = reply.Lines[at];
        if (ApplyPatchParser.StartsAt(line)) return EditFormat.Patch;
        if (SearchReplaceParser.StartsAt(line) || BlockMarkers.IsHead(line.TrimStart(' '), out _)) return EditFormat.SearchReplace;
        return UnifiedDiffParser.StartsAt(reply.Lines, at) ? EditFormat.UnifiedDiff : null;
    }

    /// <summary>A file may begin as a diff does: where no hunk follows and another file is named, it is the text of the fence's own.</summary>
    private bool IsText(Reply reply, int at, string path)
    {
        if (!DiffHeader.IsPair(reply.Lines, at)) return false;
        var named = DiffHeader.Read(reply.Lines, ref at).Resolve(exists, target: null).Path;
        return named != path && (at == reply.Lines.Length || HunkHead.TryParse(reply.Lines[at]) is null);
    }

    private int FirstInside(Reply reply, int at)
    {
        while (at < reply.Lines.Length && string.IsNullOrWhiteSpace(reply.Lines[at])) at++;
        return at + 1 < reply.Lines.Length && _paths.TryRead(reply.Lines[at]) is not null && MarkerAt(reply, at + 1) is not null ? at + 1 : at;
    }

    private static bool IsCall(Reply reply, int at) =>
        reply.Lines[at] is ['{' or '[', ..] && StringReplaceParser.StartsAt(string.Join('\n', reply.Lines.Skip(at).Take(200)));
}
