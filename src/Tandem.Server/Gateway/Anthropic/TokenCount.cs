namespace Tandem.Server.Gateway.Anthropic;

/// <summary>Answer of <c>/v1/messages/count_tokens</c>.</summary>
internal sealed record TokenCount(long InputTokens);
