using Tandem.Pipeline.Errors;
using Tandem.Pipeline.Ledger;
using Tandem.Pipeline.Privacy;
using Tandem.Routing.Decisions;

namespace Tandem.Pipeline.Planning;

/// <summary>Says why no model may answer, and what would change it.</summary>
internal static class NoModel
{
    public static RequestException Explain(RouteDecision decision, DataClassification dataClass)
    {
        if (decision.Candidates.Count == 0)
            return new(ErrorKind.NoModel, "No model is configured. Run 'tandem init' to write a configuration, or start Ollama.");

        var reasons = string.Join("; ", decision.Candidates.Select(candidate => $"{candidate.Model.Name}: {candidate.ExcludedBy!.Explanation}"));
        // The kind is that of the check whose lifting would help first: privacy, then budget, then anything else.
        var excluded = decision.Candidates.Select(candidate => candidate.ExcludedBy!.Reason).ToHashSet();
        if (excluded.Contains(ExclusionReason.Privacy))
            return new(ErrorKind.PrivacyRefused,
                $"This text is private ({dataClass.Rule}) and no local model can take it. Allow external models for this folder with 'tandem privacy allow', "
                + $"or name one for this message with --model. ({reasons})");
        if (excluded.Contains(ExclusionReason.Budget))
            return new(ErrorKind.BudgetExceeded, $"The budget does not cover this request. Raise it under 'budgets', or wait for the next period. ({reasons})");
        if (excluded.Overlaps([ExclusionReason.Context, ExclusionReason.Capability]) && !excluded.Overlaps([ExclusionReason.Health, ExclusionReason.Failed]))
            return new(ErrorKind.Invalid, $"No configured model can take this request. ({reasons})") { Code = excluded.Contains(ExclusionReason.Context) ? "context_length_exceeded" : null };
        return new(ErrorKind.NoModel, $"No model can answer: {reasons}. 'tandem doctor' checks each one.");
    }

    public static RequestException OverBudget(BudgetState state) => new(
        ErrorKind.BudgetExceeded,
        $"The budget of {state.Budget.Limit} for {state.Budget.Account} does not cover this request: {state.Spent} spent, {state.Reserved} reserved"
        + (state.PeriodEnd is { } end ? $", new period at {end:yyyy-MM-dd HH:mm} UTC." : "."));
}
