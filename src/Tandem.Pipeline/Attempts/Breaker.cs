using Tandem.Providers;
using Tandem.Routing;

namespace Tandem.Pipeline.Attempts;

/// <summary>One upstream's circuit breaker: a state machine over injected time. Safe for concurrent use.</summary>
/// <remarks>
/// Closed → open after <see cref="FailuresToOpen"/> failures in a row; open for <see cref="Rest"/>, then half open: one probe passes, and
/// its end decides. (Nygard, "Release It!", 2007.)
/// </remarks>
internal sealed class Breaker(TimeProvider time)
{
    private const int FailuresToOpen = 5;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private int _failures;
    private bool _seen;
    private bool _probing;
    private long _openedAt;

    public Health Health
    {
        get
        {
            lock (_gate)
                return _failures < FailuresToOpen ? (_seen ? Health.Up : Health.Unknown) : IsRested && !_probing ? Health.Recovering : Health.Down;
        }
    }

    /// <summary>Takes leave to send. False while open, and while the one probe of the half-open state is under way.</summary>
    public bool TryEnter()
    {
        lock (_gate)
        {
            if (_failures < FailuresToOpen)
                return true;
            if (!IsRested || _probing)
                return false;
            return _probing = true;
        }
    }

    public void OnSuccess()
    {
        lock (_gate)
        {
            _seen = true;
            _failures = 0;
            _probing = false;
        }
    }

    /// <summary>Counts a failure, if it says something about the server rather than about the request.</summary>
    public void OnFailure(UpstreamError error)
    {
        lock (_gate)
        {
            _seen = true;
            _probing = false;
            if (!IsTheServers(error))
            {
                _failures = 0; // It answered.
                return;
            }

            _failures++;
            _openedAt = time.GetTimestamp();
        }
    }

    /// <summary>The attempt ended without telling anything: the client left.</summary>
    public void OnAbandoned()
    {
        lock (_gate)
            _probing = false;
    }

    private bool IsRested => time.GetElapsedTime(_openedAt) >= Rest;

    private static bool IsTheServers(UpstreamError error) => error is UpstreamError.Unreachable or UpstreamError.Certificate
        or UpstreamError.TimedOut or UpstreamError.CutOff or UpstreamError.Malformed or UpstreamError.Overloaded;
}
