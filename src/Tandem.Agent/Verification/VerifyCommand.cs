namespace Tandem.Agent.Verification;

/// <summary>A command that judges, and the kind of tool it calls, where that is known.</summary>
/// <param name="Tool"><c>dotnet · node · pytest · unittest · cargo · go · maven · gradle · make</c>; null for one that the user wrote.</param>
internal sealed record VerifyCommand(string Command, string? Tool);
