namespace Tandem.Providers.Chat;

/// <summary>A point up to which the provider is asked to cache the prompt.</summary>
/// <param name="TimeToLive"><c>5m</c> or <c>1h</c> as written; null = the provider's default.</param>
public sealed record CacheMark(string? TimeToLive = null);
