namespace Tandem.Server.Gateway;

/// <summary>What a client's model name means.</summary>
/// <param name="Model">A configured model that was named; null = the router decides.</param>
/// <param name="Policy">By this policy; null = the one in force.</param>
/// <param name="Assistant">This assistant answers; null = none.</param>
internal sealed record ModelChoice(string? Model, string? Policy, string? Assistant = null);
