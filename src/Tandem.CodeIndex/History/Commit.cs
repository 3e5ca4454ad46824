namespace Tandem.CodeIndex.History;

/// <summary>One past change: its words and the files it touched.</summary>
/// <param name="Id">The commit's hash.</param>
/// <param name="UnixSeconds">When it was committed.</param>
/// <param name="Message">Subject and body.</param>
/// <param name="Files">Paths as they were called after the commit.</param>
/// <param name="Renames">Old and new path of files that the commit moved.</param>
public sealed record Commit(string Id, long UnixSeconds, string Message, IReadOnlyList<string> Files, IReadOnlyList<(string From, string To)> Renames);
