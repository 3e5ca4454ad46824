namespace Tandem.Agent.Trust;

/// <summary>One file that is not as it was trusted.</summary>
/// <param name="Action"><c>add · update · delete</c>.</param>
/// <param name="Diff">Unified diff, where both texts are known. Text of the repository: untrusted.</param>
public sealed record TrustChange(string Path, string Action, string? Diff);
