namespace Tandem.Providers;

/// <summary>An upstream refused or failed an attempt. The message is ours: the upstream's own text is mapped, not copied, and holds no key.</summary>
public sealed class UpstreamException(UpstreamError error, string message, Exception? inner = null) : Exception(message, inner)
{
    public UpstreamError Error { get; } = error;

    /// <summary>The HTTP status, where there was one.</summary>
    public int? Status { get; init; }

    /// <summary>How long the upstream asked to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
