using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tandem.Pipeline;
using Tandem.Pipeline.Ledger;

namespace Tandem.Server.Gateway;

/// <summary>The <c>x-tandem-…</c> headers of an answer.</summary>
internal static class AnswerHeaders
{
    private const int MaxLength = 1_000;

    public static void Decided(HttpResponse response, DecisionEntry decision)
    {
        response.Headers["x-tandem-decision-id"] = decision.DecisionId.Value;
        response.Headers["x-tandem-reason"] = Text(decision.Reason);
    }

    public static void Attempt(HttpResponse response, DecisionEntry decision, AttemptNotice attempt)
    {
        response.Headers["x-tandem-model"] = Text(attempt.Model);
        // A stream's cost is known at its end only: until then what the decision expected.
        if (decision.Candidates.FirstOrDefault(candidate => candidate.Model == attempt.Model) is { } candidate)
            Cost(response, candidate.CostUsd);
    }

    public static void Cost(HttpResponse response, decimal usd) =>
        response.Headers["x-tandem-cost-usd"] = usd.ToString("0.#########", CultureInfo.InvariantCulture);

    public static void Dropped(HttpResponse response, IReadOnlyCollection<string> fields)
    {
        if (fields.Count > 0)
            response.Headers["x-tandem-dropped"] = Text(string.Join(", ", fields));
    }

    /// <summary>A header holds printable ASCII only.</summary>
    public static string Text(string text)
    {
        var plain = text.Replace("≤", "<=", StringComparison.Ordinal).Replace("≥", ">=", StringComparison.Ordinal).Replace("…", "...", StringComparison.Ordinal)
            .Replace("·", "-", StringComparison.Ordinal).Replace("–", "-", StringComparison.Ordinal).Replace("τ", "threshold", StringComparison.Ordinal);
        return string.Create(Math.Min(plain.Length, MaxLength), plain, static (span, source) =>
        {
            for (var place = 0; place < span.Length; place++)
                span[place] = source[place] is >= ' ' and <= '~' ? source[place] : '?';
        });
    }
}
