using System.Globalization;
using Tandem.Routing.Evaluation;

namespace Tandem.Cli.Outcomes;

/// <summary>How an off-policy estimate reads.</summary>
internal static class ReplayText
{
    public const string Assumption = "outcomes are recorded independently of the choice, and the recorded policy's propensities are exact";

    public static IEnumerable<string> Lines(OffPolicyEstimate found, string policy, int leftOut)
    {
        var others = leftOut > 0 ? string.Create(CultureInfo.InvariantCulture, $" ({leftOut:#,0} left out: tool loops and failovers)") : "";
        if (found.Refusal is { } refusal)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"refused: {policy} cannot be judged on these {found.Choices:#,0} decisions{others}: {refusal}");
            yield break;
        }

        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{policy} on {found.Choices:#,0} recorded decisions{others}, worth {found.EffectiveSize:#,0.0} of its own:");
        yield return Line("inverse propensity (IPS)", found.Ips);
        yield return Line("self-normalised (SNIPS)", found.SelfNormalised);
        yield return Line("doubly robust (DR)", found.DoublyRobust);
        yield return $"mean score in 0..1 with 95 % bootstrap intervals, if {Assumption}.";
    }

    public static ReplayLine Json(OffPolicyEstimate found, string policy, int leftOut) => new(
        policy, found.Refusal is not null, found.Refusal, found.Choices, leftOut, found.EffectiveSize,
        found.Refusal is null ? Interval(found.Ips) : null,
        found.Refusal is null ? Interval(found.SelfNormalised) : null,
        found.Refusal is null ? Interval(found.DoublyRobust) : null,
        Assumption);

    private static ReplayInterval Interval(BootstrapInterval interval) => new(interval.Value, interval.Low, interval.High);

    private static string Line(string name, BootstrapInterval interval) =>
        string.Create(CultureInfo.InvariantCulture, $"  {name,-26} {interval.Value:0.000}  [{interval.Low:0.000}, {interval.High:0.000}]");
}
