namespace Tandem.Agent.Edits.Formats;

/// <summary>The JSON texts of a reply: all of it, or what stands in its fences, or each object of a row of them.</summary>
internal static class JsonBlocks
{
    public static IEnumerable<string> Find(string text)
    {
        var trimmed = text.Trim();
        if (trimmed is ['{', ..] or ['[', ..]) return Rows(trimmed);
        var fenced = Fenced(text).SelectMany(Rows).ToList();
        if (fenced.Count > 0) return fenced;
        // Without a fence: behind the prose, from the first line that begins like JSON.
        var start = text.IndexOf("\n{", StringComparison.Ordinal);
        return start < 0 ? [] : Rows(text[(start + 1)..].Trim());
    }

    /// <summary>Objects one after the other, as some models write parallel calls; a text that is cut off stays one piece.</summary>
    private static IEnumerable<string> Rows(string text)
    {
        int start = 0, depth = 0;
        var inString = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (inString)
            {
                if (c == '\\') i++;
                else if (c == '"') inString = false;
                continue;
            }
            if (c == '"') inString = true;
            else if (c is '{' or '[') depth++;
            else if (c is '}' or ']' && --depth == 0)
            {
                yield return text[start..(i + 1)];
                start = i + 1;
            }
        }
        // Words behind the last object are prose; anything else shows that the JSON is broken.
        if (text[start..].Trim() is ['{' or '[' or '}' or ']' or ',', ..]) yield return text[start..];
    }

    private static IEnumerable<string> Fenced(string text)
    {
        Fence? open = null;
        var lines = new List<string>();
        foreach (var line in text.Split('\n'))
        {
            if (open is null)
            {
                open = Fence.TryOpen(line);
                lines.Clear();
            }
            else if (open.Value.IsClosedBy(line))
            {
                open = null;
                var body = string.Join('\n', lines).Trim();
                if (body is ['{', ..] or ['[', ..]) yield return body;
            }
            else
            {
                lines.Add(line);
            }
        }
        if (open is null) yield break;
        var rest = string.Join('\n', lines).Trim();
        if (rest is ['{', ..] or ['[', ..]) yield return rest;
    }
}
