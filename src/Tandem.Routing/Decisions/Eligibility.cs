using System.Globalization;
using Tandem.Routing.Policies;
using Tandem.Routing.Prices;
using Tandem.Routing.Rules;

namespace Tandem.Routing.Decisions;

/// <summary>The hard checks, one by one, each with its explanation. Nothing learned can overrule them.</summary>
public static class Eligibility
{
    /// <summary>Whether it was only the policy that kept a model out, so that another policy might take it: told from the recorded explanation.</summary>
    /// <param name="explanation">Of a recorded exclusion (<see cref="Exclusion.Explanation"/>).</param>
    /// <param name="policy">The policy that was in force.</param>
    public static bool WasByPolicy(string explanation, string policy) =>
        explanation == OutsidePool(policy) || explanation.StartsWith(OutsideZone(policy), StringComparison.Ordinal);

    /// <summary>The first check that refuses a model, or null.</summary>
    /// <param name="excluded">Models that already failed this request.</param>
    internal static Exclusion? Check(
        RouteQuery query, ModelProfile model, PolicyOptions policy, RouteRule? rule, NanoUsd ceiling, TokenEstimate tokens, IReadOnlySet<string> excluded)
    {
        if (query.PinnedModel is { } pinned && model.Name != pinned)
            return new(ExclusionReason.Pin, $"you named {pinned}");
        if (model.Unusable is { } unusable)
            return new(ExclusionReason.Unusable, unusable);
        if (query.PinnedModel is null && policy.Pool is { } pool && !pool.Contains(model.Name))
            return new(ExclusionReason.Pool, OutsidePool(policy.Name));
        if (query.PinnedModel is null && policy.Zone is { } zone && model.Zone != zone)
            return new(ExclusionReason.Pool, $"{OutsideZone(policy.Name)}{Words.Of(zone)} models");
        if (query.PinnedModel is null && rule is not null && !rule.Use.Allows(model))
            return new(ExclusionReason.Rule, "a rule in routing.rules takes other models here");
        if (model.Zone == Zone.External && query.DataClass == DataClass.Private && !query.PrivacyOverride)
            return new(ExclusionReason.Privacy, "the text is private and the model is external; allow it with 'tandem privacy allow'");
        if ((query.Needs & ~model.Supports) is var missing and not Capabilities.None)
            return new(ExclusionReason.Capability, $"it lacks {Words.Of(missing)}");
        if (model.CannotTake is { } cannot)
            return new(ExclusionReason.Capability, cannot);
        if (model.Supports == Capabilities.Embeddings && !query.Needs.HasFlag(Capabilities.Embeddings))
            return new(ExclusionReason.Capability, "it makes embeddings only");
        // Texts to embed are read one by one, and only their server knows where one is too long.
        if (!query.Needs.HasFlag(Capabilities.Embeddings) && tokens.Input + tokens.ReservedOutput > model.ContextTokens)
            return new(ExclusionReason.Context, string.Create(
                CultureInfo.InvariantCulture,
                $"{(tokens.Exact ? "" : "about ")}{tokens.Input:#,0} tokens and {tokens.ReservedOutput:#,0} for the answer do not fit its context of {model.ContextTokens:#,0}"));
        if (excluded.Contains(model.Name))
            return new(ExclusionReason.Failed, "it just failed this request");
        if (model.Health == Health.Down)
            return new(ExclusionReason.Health, "its server failed repeatedly and is given a rest");
        if (query.BudgetLeft is { } left && ceiling > left)
            return new(ExclusionReason.Budget, $"it may cost up to {ceiling}, and {NanoUsd.Max(left, NanoUsd.Zero)} of the budget is left");
        return null;
    }

    private static string OutsidePool(string policy) => $"not in the pool of policy {policy}";

    private static string OutsideZone(string policy) => $"policy {policy} takes only ";
}
