namespace Tandem.Agent.Checkpoints;

/// <summary>One path that the agent changed.</summary>
/// <param name="Path">Relative to the workspace, with <c>/</c>.</param>
/// <param name="Before">Null where nothing was there.</param>
/// <param name="After">Null where nothing is there any more.</param>
public sealed record PathChange(string Path, FileState? Before, FileState? After)
{
    /// <summary><c>add · update · delete</c>.</summary>
    public string Action => Before is null ? "add" : After is null ? "delete" : "update";
}
