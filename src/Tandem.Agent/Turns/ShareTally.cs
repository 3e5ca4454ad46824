namespace Tandem.Agent.Turns;

/// <summary>Adds up which model did how many steps at what cost, and why it was first chosen.</summary>
internal sealed class ShareTally
{
    private readonly List<StepShare> _shares = [];

    /// <summary>Each model once, in the order in which they came.</summary>
    public IReadOnlyList<StepShare> Shares => [.. _shares];

    public void Add(string model, decimal costUsd, string reason)
    {
        var known = _shares.FindIndex(share => share.Model == model);
        if (known < 0)
            _shares.Add(new StepShare(model, 1, costUsd, reason));
        else
            _shares[known] = _shares[known] with { Steps = _shares[known].Steps + 1, CostUsd = _shares[known].CostUsd + costUsd };
    }
}
