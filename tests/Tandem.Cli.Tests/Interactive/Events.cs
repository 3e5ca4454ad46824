using Tandem.Agent.Edits;
using Tandem.Agent.Turns;
using Tandem.Agent.Verification;
using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Ledger;

namespace Tandem.Cli.Tests.Interactive;

/// <summary>Events of a made-up task: a cart whose total is wrong.</summary>
internal static class Events
{
    public const string Diff = """
        --- a/src/Cart.cs
        +++ b/src/Cart.cs
        @@ -3,3 +3,3 @@
         class Cart
        -    Total => lines.Sum(l => l.Price);
        +    Total => lines.Sum(l => l.Net);
        """;

    public static StepDecided Decided(string model = "llama", string reason = "short C# edit, tests available", string boundary = "user_turn") => new(new DecisionEntry
    {
        DecisionId = new DecisionId("dec_1"),
        RequestId = new RequestId("req_1"),
        Time = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero),
        Boundary = boundary,
        Task = "fix",
        Policy = "balanced",
        PolicyVersion = "1",
        Choice = model,
        Propensity = 1,
        Explored = false,
        Reason = reason,
        Candidates =
        [
            new CandidateEntry { Model = "llama", Eligible = true, PSuccess = 0.91, PLow = 0.8, PHigh = 0.95, CostUsd = 0, LatencyMs = 900 },
            new CandidateEntry { Model = "gpt-4", Eligible = true, PSuccess = 0.94, PLow = 0.9, PHigh = 0.97, CostUsd = 0.01m, LatencyMs = 1_200 },
        ],
        PriceCeilingUsd = 0,
    });

    public static AgentEvent[] Turn =>
    [
        Decided(),
        new ToolCalled("c1", "read_file", "read src/Cart.cs", "{}"),
        new ToolAnswered("c1", "read_file", false, "class Cart\n{\n}\n", 12),
        new StepCosted("llama", 1_200, 0, 40, false, 0, 0),
        Decided(boundary: "tool_loop"),
        new ToolCalled("c2", "edit_file", "edit src/Cart.cs", "{}"),
        new FilesEdited("c2", [new EditedFile { Path = "src/Cart.cs", Action = FileAction.Update }], Diff),
        new ToolAnswered("c2", "edit_file", false, "Applied.", 8),
        new TextWritten("The sum took the price "),
        new TextWritten("before the discount.\n\nIt takes `Net` now.\n"),
        new StepCosted("llama", 1_400, 1_200, 60, false, 0.0012m, 0.0012m),
        new Verified(new VerificationReport
        {
            Verdict = Verdict.Pass,
            Checks = [new CheckResult("dotnet test", Verdict.Pass, 0, 4.2, [], [], "")],
        }),
        new TaskEnded("verified", 0, "", [new EditedFile { Path = "src/Cart.cs", Action = FileAction.Update }], null, [new StepShare("llama", 2, 0.0012m, "short C# edit")], 0.0012m),
    ];
}
