namespace Tandem.Providers;

/// <summary>Kinds of upstream failure; retry and failover are decided by them (docs/reliability.md).</summary>
public enum UpstreamError
{
    /// <summary>Refused, unreachable, or the connect deadline passed.</summary>
    Unreachable,

    /// <summary>The certificate is not valid: never retried.</summary>
    Certificate,

    /// <summary>A deadline passed: headers, first token, progress or total.</summary>
    TimedOut,

    /// <summary>The connection ended inside the answer.</summary>
    CutOff,

    /// <summary>What came is not an answer in the dialect (HTML, invalid UTF-8, wrong content type, nothing).</summary>
    Malformed,

    /// <summary>429 with room to try again.</summary>
    RateLimited,

    /// <summary>The account's quota is used up: retrying will not help.</summary>
    QuotaExhausted,

    /// <summary>5xx, 529, or an error event in the stream.</summary>
    Overloaded,

    /// <summary>400: the upstream does not take this request.</summary>
    InvalidRequest,

    /// <summary>The prompt is longer than the model's context; a larger model may take it.</summary>
    ContextLength,

    ContentFilter,

    /// <summary>401 or 403: the key is wrong or may not use this model.</summary>
    Unauthorized,

    /// <summary>404: no such model or path.</summary>
    NotFound,
}
