using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Ledger;
using Tandem.Routing;

namespace Tandem.Pipeline.Tests.Ledger;

public sealed class JudgedDecisionTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_rating_outweighs_a_check_and_a_check_outweighs_what_became_of_the_answer()
    {
        var undone = Outcome(OutcomeKind.Undone, 0, hour: 3);
        var passed = Outcome(OutcomeKind.VerifiedPass, 1, hour: 1);
        var rated = Outcome(OutcomeKind.Rated, 0.25, hour: 0);

        Assert.Equal(0, Judged(undone).Score);
        Assert.Equal(1, Judged(passed, undone).Score);
        Assert.Equal(0.25, Judged(rated, passed, undone).Score);
    }

    [Fact]
    public void Of_equal_evidence_the_latest_counts() =>
        Assert.Equal(1, Judged(Outcome(OutcomeKind.VerifiedPass, 1, hour: 2), Outcome(OutcomeKind.VerifiedFail, 0, hour: 1)).Score);

    private static OutcomeEntry Outcome(OutcomeKind kind, double value, int hour) =>
        new() { DecisionId = new DecisionId("dec_1"), Time = Noon.AddHours(hour), Kind = kind, Value = value };

    private static JudgedDecision Judged(params OutcomeEntry[] outcomes) => new()
    {
        DataClass = DataClass.Shareable,
        Outcomes = outcomes,
        Decision = new DecisionEntry
        {
            DecisionId = new DecisionId("dec_1"),
            RequestId = new RequestId("req_1"),
            Time = Noon,
            Boundary = "start",
            Task = "chat",
            Policy = "balanced",
            PolicyVersion = "1",
            Choice = "llama",
            Propensity = 1,
            Explored = false,
            Reason = "the only eligible model",
            Candidates = [],
            PriceCeilingUsd = 0,
        },
    };
}
