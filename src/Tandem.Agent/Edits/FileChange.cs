namespace Tandem.Agent.Edits;

/// <summary>What one part of a reply asks for, as its format's parser read it. Paths are as the model wrote them.</summary>
internal abstract record FileChange(string Path);

/// <summary>A file that must not exist yet.</summary>
internal sealed record CreateFile(string Path, string Content) : FileChange(Path);

/// <summary>Deletes a file; where lines are quoted, they must be the whole file.</summary>
internal sealed record DeleteFile(string Path, IReadOnlyList<Hunk> Hunks) : FileChange(Path);

/// <summary>Changes lines of a file, and moves it where <paramref name="MoveTo"/> is given.</summary>
internal sealed record UpdateFile(string Path, string? MoveTo, IReadOnlyList<HunkChoice> Hunks) : FileChange(Path);

/// <summary>Replaces text of a file; an empty <paramref name="Old"/> stands for a file that is empty or does not exist.</summary>
internal sealed record ReplaceText(string Path, string Old, string New, bool ReplaceAll, int Number) : FileChange(Path);

/// <summary>Sets the whole content, of a new file too.</summary>
internal sealed record WriteFile(string Path, string Content) : FileChange(Path);
