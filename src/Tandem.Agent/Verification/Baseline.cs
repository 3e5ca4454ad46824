namespace Tandem.Agent.Verification;

/// <summary>What the commands said before the change.</summary>
public sealed record Baseline
{
    public required IReadOnlyList<BaselineCheck> Checks { get; init; }

    /// <summary>What a person must know: how the commands were found, what was left out.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
