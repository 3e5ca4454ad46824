using System.Globalization;
using Tandem.Pipeline.Ledger;
using Tandem.Routing.Prices;

namespace Tandem.Cli.Asking;

/// <summary>A decision in one line: <c>● llama · local · P 0.91 (gpt-4 0.94) · ≤ $0.00 · good enough …</c></summary>
internal static class DecisionLine
{
    public static string Of(DecisionEntry decision, Func<string, string> zoneOf)
    {
        if (decision.Choice is not { } choice)
            return $"○ no model · {decision.Reason}";

        var chosen = decision.Candidates.First(candidate => candidate.Model == choice);
        var others = decision.Candidates.Where(candidate => candidate.Eligible && candidate.Model != choice)
            .OrderByDescending(candidate => candidate.PSuccess).Take(2)
            .Select(candidate => string.Create(CultureInfo.InvariantCulture, $"{candidate.Model} {candidate.PSuccess:0.00}")).ToList();
        var beside = others.Count > 0 ? $" ({string.Join(", ", others)})" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"● {choice} · {zoneOf(choice)} · P {chosen.PSuccess:0.00}{beside} · ≤ {Ceiling(decision.PriceCeilingUsd)} · {decision.Task}, {decision.Reason}");
    }

    /// <summary>Rounded up to a cent where that says enough: it is a bound.</summary>
    private static NanoUsd Ceiling(decimal usd) => NanoUsd.FromUsd(usd < 0.01m ? usd : Math.Ceiling(usd * 100) / 100);

    /// <summary>Where there was no choice: the best of the others, and what would have let it in. Null where there was one, or no other model.</summary>
    public static string? LeftOut(DecisionEntry decision)
    {
        if (decision.Candidates.Count(candidate => candidate.Eligible) != 1) return null;
        var best = decision.Candidates.Where(candidate => candidate is { Eligible: false, ExcludedBy.Length: > 0 }).MaxBy(candidate => candidate.PSuccess);
        return best is null ? null : $"  not {best.Model}: {best.ExcludedBy}";
    }
}
