using System.Globalization;
using Tandem.CodeIndex.Scanning;

namespace Tandem.CodeIndex.History;

/// <summary>The commits that lead to a revision of a git repository, merges left out.</summary>
/// <param name="folder">The repository, or a folder inside it; paths of commits are then relative to that folder, and those outside are dropped.</param>
/// <param name="revision">The newest commit to learn from.</param>
public sealed class GitHistory(string folder, string revision = "HEAD") : IHistorySource
{
    private const char Start = '\x02';
    private const char EndOfMessage = '\x03';

    public HistoryChange Since(string? knownHead, int maxCommits, ICollection<string> notes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notes);
        var head = GitCommand.Output(folder, cancellationToken, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")?.Trim();
        if (string.IsNullOrEmpty(head))
        {
            if (revision != "HEAD") throw new InvalidDataException($"'{folder}' has no commit '{revision}'.");
            return new HistoryChange(null, StartsOver: knownHead is not null, [], []); // No repository, or none of its commits yet.
        }

        if (head == knownHead) return HistoryChange.None(head);
        var removed = knownHead is null ? null : GitCommand.Output(folder, cancellationToken, "rev-list", $"{head}..{knownHead}", "--");
        // A known head that git has forgotten (gc after a rebase, another clone) cannot be compared with.
        var range = removed is null ? head : $"{knownHead}..{head}";
        var added = Log(range, maxCommits, notes, cancellationToken);
        return new HistoryChange(head, StartsOver: removed is null, added, removed?.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? []);
    }

    /// <summary>When a commit was made, in Unix seconds; null where the repository has no such commit.</summary>
    public static long? TimeOf(string folder, string commit)
    {
        var text = GitCommand.Output(folder, CancellationToken.None, "show", "--no-patch", "--no-show-signature", "--format=%ct", "--end-of-options", commit + "^{commit}");
        return long.TryParse(text, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;
    }

    private List<Commit> Log(string range, int maxCommits, ICollection<string> notes, CancellationToken cancellationToken)
    {
        var commits = new List<Commit>();
        var failure = GitCommand.Read(
            folder,
            [
                "log", "--no-merges", "--no-show-signature", "--no-ext-diff", "--no-textconv", "--no-color", "--name-status", "-M", "-l300", "-z", "--relative",
                $"--max-count={maxCommits.ToString(CultureInfo.InvariantCulture)}", "--encoding=UTF-8", "--format=%x02%H%n%ct%n%B%x03", range, "--",
            ],
            output =>
            {
                foreach (var record in ReadRecords(output))
                    if (Parse(record) is { } commit) commits.Add(commit);
            },
            cancellationToken);
        if (failure is not null) notes.Add($"history is incomplete: {failure}");
        return commits;
    }

    private static IEnumerable<string> ReadRecords(StreamReader output)
    {
        var record = new System.Text.StringBuilder();
        var buffer = new char[32_768];
        for (var n = output.Read(buffer, 0, buffer.Length); n > 0; n = output.Read(buffer, 0, buffer.Length))
        {
            var from = 0;
            for (var at = Array.IndexOf(buffer, Start, 0, n); at >= 0; at = at + 1 < n ? Array.IndexOf(buffer, Start, at + 1, n - at - 1) : -1)
            {
                yield return record.Append(buffer, from, at - from).ToString();
                record.Clear();
                from = at + 1;
            }

            record.Append(buffer, from, n - from);
        }

        yield return record.ToString();
    }

    private static Commit? Parse(string record)
    {
        var end = record.IndexOf(EndOfMessage, StringComparison.Ordinal);
        var head = end < 0 ? [] : record[..end].Split('\n', 3);
        if (head.Length < 3 || !long.TryParse(head[1], CultureInfo.InvariantCulture, out var seconds)) return null;
        var files = new List<string>();
        var renames = new List<(string, string)>();
        var fields = record[(end + 1)..].Split('\0');
        for (var i = 0; i + 1 < fields.Length; i++)
        {
            var status = fields[i].TrimStart('\n');
            if (status.Length == 0) continue;
            if (status[0] is 'R' or 'C' && i + 2 < fields.Length)
            {
                if (status[0] == 'R') renames.Add((fields[i + 1], fields[i + 2]));
                files.Add(fields[i + 2]);
                i += 2;
            }
            else
            {
                if (status[0] != 'D') files.Add(fields[i + 1]);
                i++;
            }
        }

        return new Commit(head[0], seconds, head[2], files, renames);
    }
}
