namespace Tandem.Pipeline.Errors;

/// <summary>A request ended without an answer. The message says what was wrong and how to cure it, and holds neither key nor prompt.</summary>
public sealed class RequestException(ErrorKind kind, string message, Exception? inner = null) : Exception(message, inner)
{
    public ErrorKind Kind { get; } = kind;

    /// <summary>A finer code where a dialect has one: <c>context_length_exceeded</c>, <c>content_filter</c>, <c>insufficient_quota</c>.</summary>
    public string? Code { get; init; }

    /// <summary>When another try makes sense.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
