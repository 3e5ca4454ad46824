namespace Tandem.Egress;

/// <summary>Where a connection failed.</summary>
public enum EgressFailure
{
    /// <summary>Refused, unreachable, unresolvable, or not connected before the deadline.</summary>
    Connect,

    /// <summary>The peer's certificate is not valid for its name. Not a byte of the request was sent.</summary>
    Certificate,

    /// <summary>The connection broke before the headers came.</summary>
    Reset,

    /// <summary>No headers before the deadline.</summary>
    HeadersDeadline,
}
