namespace Tandem.Agent.Edits.Formats;

/// <summary>Whole files: a path alone on its line (or in the fence's info string), then the content in a fence.</summary>
/// <remarks>A fence without a path is an example, and is passed over. Inside, a fence with a language opens a nested one.</remarks>
internal sealed class WholeFileParser(Reply reply, PathLine paths, string? target)
{
    public List<FileChange> Parse()
    {
        var changes = new List<FileChange>();
        for (var at = 0; at < reply.Lines.Length; at++)
        {
            if (Fence.TryOpen(reply.Lines[at]) is not { } fence) continue;
            var path = FindPath(at, fence) ?? (changes.Count == 0 ? target : null);
            var end = FindEnd(at, fence);
            if (end is null)
            {
                if (path is null) continue;
                throw Reply.Malformed($"The fence around `{path}` is not closed: the reply was cut off.", "Send the whole file again, up to the closing fence.", path);
            }
            if (path is not null)
            {
                ThrowIfFencesMayNest(path, end.Value);
                var body = reply.Lines[(at + 1)..end.Value];
                changes.Add(new WriteFile(path, string.Concat(body.Select(line => line + "\n"))));
            }
            at = end.Value;
        }
        if (changes.Count == 0) throw Reply.Malformed("The reply holds no edit.", "Write the file's path alone on a line, then its whole content in a fence.");
        if (changes.Select(change => change.Path).Distinct(StringComparer.Ordinal).Count() < changes.Count)
            throw Reply.Malformed("The reply holds the same file twice.", "Send each file once, with its final content.");
        return changes;
    }

    /// <summary>Whether a file with its path begins at this fence.</summary>
    public string? FindPath(int at, Fence fence)
    {
        if (paths.TryReadInfo(fence.Info) is { } inInfo) return inInfo;
        var above = at - 1;
        if (above >= 0 && string.IsNullOrWhiteSpace(reply.Lines[above])) above--;
        return above < 0 ? null : paths.TryRead(reply.Lines[above]);
    }

    /// <summary>Markdown may hold bare fences itself: then the first closing one need not be the file's.</summary>
    private void ThrowIfFencesMayNest(string path, int end)
    {
        if (Path.GetExtension(path).ToUpperInvariant() is not (".MD" or ".MDX" or ".MARKDOWN" or ".TXT" or ".RST" or "")) return;
        for (var i = end + 1; i < reply.Lines.Length; i++)
        {
            if (Fence.TryOpen(reply.Lines[i]) is not { IsElement: false } fence) continue;
            if (FindPath(i, fence) is not null) return;
            if (fence.Info.Length > 0)
                i = FindEnd(i, fence) ?? reply.Lines.Length;
            else
                throw Reply.Malformed($"It is not clear which fence closes `{path}`, because more follow.", "Put a longer fence around the file than any fence inside it.", path);
        }
    }

    private int? FindEnd(int open, Fence fence)
    {
        var nested = 0;
        for (var i = open + 1; i < reply.Lines.Length; i++)
        {
            if (fence.IsClosedBy(reply.Lines[i]))
            {
                if (nested-- == 0) return i;
            }
            else if (!fence.IsElement && Fence.TryOpen(reply.Lines[i]) is { Info.Length: > 0 } inner && inner.Mark[0] == fence.Mark[0] && inner.Mark.Length >= fence.Mark.Length)
            {
                nested++;
            }
        }
        return null;
    }
}
