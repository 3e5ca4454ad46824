namespace Tandem.Server.Admin;

/// <summary>Answer of <c>/healthz</c> and <c>/readyz</c>.</summary>
internal sealed record Health(string Status);
