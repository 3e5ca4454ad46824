namespace Tandem.Pipeline.Attempts;

/// <summary>At most a fifth of an upstream's requests may be retries, so that a sick server is not hammered. Safe for concurrent use.</summary>
internal sealed class RetryBudget
{
    private const double Share = 0.2;
    private const double Most = 10;

    private readonly Lock _gate = new();
    private double _tokens = 2; // A first request may be retried before there are five.

    /// <summary>Counts a first attempt.</summary>
    public void OnRequest()
    {
        lock (_gate)
            _tokens = Math.Min(_tokens + Share, Most);
    }

    /// <summary>Takes one retry from the budget, or answers false.</summary>
    public bool TryTake()
    {
        lock (_gate)
        {
            if (_tokens < 1)
                return false;
            _tokens--;
            return true;
        }
    }
}
