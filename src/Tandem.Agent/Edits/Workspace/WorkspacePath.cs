namespace Tandem.Agent.Edits.Workspace;

/// <summary>A place inside the workspace, as the file system sees it.</summary>
/// <param name="FullPath">With every symbolic link followed; what is read and written.</param>
/// <param name="Relative">Relative to the workspace's real root, with <c>/</c>; what results name.</param>
/// <param name="Link">The symbolic link that led here, where the path itself is one.</param>
internal sealed record WorkspacePath(string FullPath, string Relative, string? Link);
