using System.Text.Json;
using System.Text.Json.Serialization;
using NJsonSchema;
using Tandem.Agent.Edits;
using Tandem.Agent.Turns;
using Tandem.Agent.Verification;
using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Ledger;
using Tandem.TestKit;

namespace Tandem.Agent.Tests.Turns;

/// <summary>The published schema and the events say the same.</summary>
public sealed class EventSchemaTests
{
    private static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly VerificationReport Report = new()
    {
        Verdict = Verdict.Flaky,
        Checks = [new CheckResult("dotnet test", Verdict.Fail, 1, 2.5, ["A"], ["A"], "…", "note"), new CheckResult("make", Verdict.Error, null, 0, [], [], "")],
        Weakened = ["test B was skipped"],
        Notes = ["the baseline failed too"],
    };

    public static TheoryData<AgentEvent> Samples =>
    [
        new SessionStarted(SessionId.New(Time), "/repo", "edit", "bubblewrap"),
        new SessionStarted(SessionId.New(Time), "/repo", "plan", null),
        new StepDecided(new DecisionEntry
        {
            DecisionId = DecisionId.New(Time), RequestId = RequestId.New(Time), SessionId = SessionId.New(Time), Time = Time, Boundary = "start", Task = "edit", Policy = "balanced",
            PolicyVersion = "1", Choice = "llama", Propensity = 1, Explored = false, Reason = "short", PriceCeilingUsd = 0.01m,
            Candidates = [new CandidateEntry { Model = "llama", Eligible = true, ExcludedBy = "x", PSuccess = 0.9, PLow = 0.8, PHigh = 0.95, CostUsd = 0.001m, LatencyMs = 100 }],
        }),
        new TextWritten("a\nb"),
        new ReasoningWritten("hm"),
        new ToolCalled("1", "read_file", "read a", "{}"),
        new ToolOutput("1", "out"),
        new ToolAnswered("1", "read_file", true, "no", 1.5),
        new FilesEdited("1", [new EditedFile { Path = "a", Action = FileAction.Rename, From = "b" }], "--- a"),
        new Verified(Report),
        new Escalated("llama", "gpt-4", "two tests fail"),
        new Escalated("llama", null, "nobody is left"),
        new StepCosted("llama", 1, 0, 2, true, 0.5m, 1.5m),
        new AgentWarned("careful"),
        new AgentFailed("no_model", "none"),
        new TaskEnded("verified", 0, "done", [new EditedFile { Path = "a", Action = FileAction.Add }], Report, [new StepShare("llama", 2, 0.1m, "cheap")], 0.1m),
        new TaskEnded("interrupted", 130, "", [], null, [], 0),
    ];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task An_event_is_valid_under_the_schema_and_stays_one_line(AgentEvent agentEvent)
    {
        var schema = await SchemaAsync();
        var line = AgentJson.Line(agentEvent);

        Assert.Empty(schema.Validate(line).Select(error => error.ToString()));
        Assert.DoesNotContain('\n', line);
    }

    [Fact]
    public void Every_kind_of_event_has_a_sample_and_a_place_in_the_schema()
    {
        var kinds = typeof(AgentEvent).GetCustomAttributes(typeof(JsonDerivedTypeAttribute), inherit: false).Cast<JsonDerivedTypeAttribute>().ToList();
        using var schema = JsonDocument.Parse(File.ReadAllText(RepositoryRoot.PathTo("schemas", "agent-events.schema.json")));
        var published = schema.RootElement.GetProperty("oneOf").EnumerateArray().Select(one => one.GetProperty("properties").GetProperty("type").GetProperty("enum")[0].GetString());

        Assert.Equal(kinds.Select(kind => (string)kind.TypeDiscriminator!), published);
        Assert.Equal(kinds.Select(kind => kind.DerivedType).ToHashSet(), Samples.Select(row => ((AgentEvent)row.Data).GetType()).ToHashSet());
    }

    private static Task<JsonSchema> SchemaAsync() => JsonSchema.FromFileAsync(RepositoryRoot.PathTo("schemas", "agent-events.schema.json"), TestContext.Current.CancellationToken);
}
