using Tandem.Agent.Cascade;
using Tandem.Agent.Checkpoints;
using Tandem.Agent.Commands;
using Tandem.Agent.Tools;
using Tandem.Agent.Turns;
using Tandem.Agent.Verification;
using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Ledger;

namespace Tandem.Agent.Tests.Cascade;

/// <summary>The cascade over a real workspace, real checkpoints and, in the first test, real Python tests; only the models are scripted.</summary>
public sealed class VerifiedCascadeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tandem-cascade-").FullName;

    public VerifiedCascadeTests() => Directory.CreateDirectory(Root);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Root => Path.Combine(_folder, "workspace");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Red_weak_attempt_red_escalation_green_and_undo_restores_every_byte()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/python3"), "There is no python3 on this machine.");
        Write("leap.py", "def leap(year):\n    return False\n");
        Write("test_leap.py", """
            import unittest
            from leap import leap

            class LeapTest(unittest.TestCase):
                def test_fourth(self):
                    self.assertTrue(leap(1996))

                def test_century(self):
                    self.assertFalse(leap(1900))

                def test_common(self):
                    self.assertFalse(leap(1997))
            """);
        Write("notes.txt", "untracked");
        var before = Picture();
        var runner = new CommandRunner(new CommandRunnerOptions
        {
            Workspace = Root, DataFolder = Data, Environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" }, HomeFolder = Directory.CreateDirectory(Path.Combine(_folder, "home")).FullName,
        });
        var weak = 0;
        await using var scene = new Scene(this, new Verifier(new VerifierOptions { Root = Root, Commands = runner, DataFolder = Data, Time = TimeProvider.System, Configured = ["python3 -m unittest"] }))
        {
            ["weak"] = order => Write("leap.py", ++weak == 1 ? "def leap(year):\n    return True\n" : "def leap(year):\n    return year % 4 == 0\n"),
            ["strong"] = _ => Write("leap.py", "def leap(year):\n    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)\n"),
        };

        var result = await scene.RunAsync("Make the failing test pass");

        Assert.Equal(CascadeStatus.Verified, result.Status);
        Assert.Equal([AttemptStage.First, AttemptStage.Repair, AttemptStage.Escalation], scene.Orders.Select(order => order.Stage));
        Assert.Equal(["weak: fail", "weak: fail", "strong: pass"], scene.Learned);
        var evidence = scene.Orders[2].Evidence!;
        Assert.Contains("+    return year % 4 == 0", evidence, StringComparison.Ordinal);
        Assert.Contains("test_century", evidence, StringComparison.Ordinal);
        Assert.Contains("weak (first): python3 -m unittest", evidence, StringComparison.Ordinal);
        var escalated = Assert.Single(scene.Events.OfType<Escalated>());
        Assert.Equal(("weak", "strong"), (escalated.From, escalated.To));
        Assert.Equal([Verdict.Fail, Verdict.Fail, Verdict.Pass], scene.Events.OfType<Verified>().Select(verified => verified.Report.Verdict));
        Assert.Equal(0.13m, result.CostUsd);
        await scene.Store.UndoAsync(result.Checkpoint!, Token);
        Assert.Equal(before, Picture());
    }

    [Fact]
    public async Task A_fault_of_the_environment_buys_no_dearer_model_and_teaches_nothing()
    {
        await using var scene = new Scene(this, new ScriptedVerifier(Verdict.Error)) { ["weak"] = _ => Write("a.txt", "x") };

        var result = await scene.RunAsync("Do it");

        Assert.Equal(CascadeStatus.Unverified, result.Status);
        Assert.Single(scene.Orders);
        Assert.Empty(scene.Learned);
        Assert.Equal("x", File.ReadAllText(Path.Combine(Root, "a.txt")));
    }

    [Fact]
    public async Task A_question_that_changes_nothing_runs_no_baseline_and_no_verification()
    {
        var verifier = new ScriptedVerifier(Verdict.Pass);
        await using var scene = new Scene(this, verifier) { ["weak"] = null! };

        var result = await scene.RunAsync("Explain it");

        Assert.Equal((CascadeStatus.Unverified, 0), (result.Status, verifier.Baselines));
        Assert.Null(result.Report);
    }

    [Fact]
    public async Task A_repair_that_changed_nothing_is_not_done_because_a_model_says_so()
    {
        await using var scene = new Scene(this, new ScriptedVerifier(Verdict.Fail, Verdict.Fail, Verdict.Pass)) { ["weak"] = null!, ["strong"] = _ => Write("a.txt", "x") };

        var result = await scene.RunAsync("Fix the failing test");

        Assert.Equal(CascadeStatus.Verified, result.Status);
        Assert.Equal([AttemptStage.First, AttemptStage.Repair, AttemptStage.Escalation], scene.Orders.Select(order => order.Stage));
    }

    [Theory]
    [InlineData("Fix the failing test in CartTests", true)]
    [InlineData("make the build green again", true)]
    [InlineData("Behebe den Fehler in Cart.cs", true)]
    [InlineData("Explain why the test fails and how to fix the bug", false)]
    [InlineData("Why does the build fail?", false)]
    [InlineData("Add a test for the empty cart", false)]
    [InlineData("rename Cart to Basket", false)]
    public void A_repair_is_told_from_the_words_of_the_task(string task, bool expected) => Assert.Equal(expected, TaskWords.AsksForRepair(task));

    [Fact]
    public async Task When_all_models_failed_it_is_the_persons_turn_and_the_last_work_stays()
    {
        await using var scene = new Scene(this, new ScriptedVerifier(Verdict.Fail)) { ["weak"] = _ => Write("weak.txt", "x"), ["strong"] = _ => Write("strong.txt", "x") };

        var result = await scene.RunAsync("Do it");

        Assert.Equal(CascadeStatus.VerificationFailed, result.Status);
        Assert.Equal(4, scene.Orders.Count);
        Assert.Null(scene.Events.OfType<Escalated>().Last().To);
        Assert.False(File.Exists(Path.Combine(Root, "weak.txt"))); // Rolled back before the strong model began.
        Assert.True(File.Exists(Path.Combine(Root, "strong.txt")));
        Assert.Contains("tandem undo", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_strong_model_cannot_do_is_not_handed_to_the_weak_one()
    {
        await using var scene = new Scene(this, new ScriptedVerifier(Verdict.Fail)) { ["strong"] = _ => Write("a.txt", "x"), ["weak"] = _ => Write("b.txt", "x") };

        var result = await scene.RunAsync("Do it");

        Assert.Equal(CascadeStatus.VerificationFailed, result.Status);
        Assert.Equal([AttemptStage.First, AttemptStage.Repair], scene.Orders.Select(order => order.Stage));
    }

    [Fact]
    public async Task The_limit_on_cost_ends_it_before_the_next_attempt()
    {
        await using var scene = new Scene(this, new ScriptedVerifier(Verdict.Fail)) { ["weak"] = _ => Write("a.txt", "x") };
        scene.Options = new CascadeOptions { MaxCostUsd = 0.01m };

        var result = await scene.RunAsync("Do it");

        Assert.Equal(CascadeStatus.VerificationFailed, result.Status);
        Assert.Equal(0.01m, Assert.Single(scene.Orders).MaxCostUsd);
    }

    [Fact]
    public async Task What_the_person_writes_meanwhile_survives_the_roll_back_and_is_told()
    {
        await using var scene = new Scene(this, new ScriptedVerifier(Verdict.Fail, Verdict.Fail, Verdict.Pass))
        {
            ["weak"] = _ => Write("a.txt", "by weak"), ["strong"] = _ => Write("b.txt", "by strong"),
        };
        scene.BetweenAttempts = order =>
        {
            if (order.Stage == AttemptStage.Repair) Write("mine.txt", "by the person");
        };

        var result = await scene.RunAsync("Do it");

        Assert.Equal(CascadeStatus.Verified, result.Status);
        Assert.Equal("by the person", File.ReadAllText(Path.Combine(Root, "mine.txt")));
        Assert.False(File.Exists(Path.Combine(Root, "a.txt")));
    }

    [Theory]
    [InlineData(AttemptEndKind.Failed, CascadeStatus.Failed)]
    [InlineData(AttemptEndKind.NoModel, CascadeStatus.Failed)]
    [InlineData(AttemptEndKind.Refused, CascadeStatus.Refused)]
    public async Task An_end_that_no_other_model_changes_ends_the_task(AttemptEndKind kind, CascadeStatus expected)
    {
        await using var scene = new Scene(this, new ScriptedVerifier(Verdict.Pass)) { ["weak"] = null!, EndsWith = kind };

        Assert.Equal(expected, (await scene.RunAsync("Do it")).Status);
        Assert.Single(scene.Orders);
    }

    [Fact]
    public async Task A_model_that_gives_up_hands_over_without_a_verification()
    {
        await using var scene = new Scene(this, new ScriptedVerifier(Verdict.Pass)) { ["weak"] = null!, ["strong"] = _ => Write("a.txt", "x"), GivesUp = "weak" };

        var result = await scene.RunAsync("Do it");

        Assert.Equal(CascadeStatus.Verified, result.Status);
        Assert.Equal([AttemptStage.First, AttemptStage.Escalation], scene.Orders.Select(order => order.Stage));
        Assert.Equal(["strong: pass"], scene.Learned);
    }

    private string Data => Path.Combine(_folder, "data");

    private void Write(string path, string text) => File.WriteAllText(Path.Combine(Root, path), text);

    private List<string> Picture() =>
        [.. Directory.EnumerateFileSystemEntries(Root, "*", SearchOption.AllDirectories).Select(path => $"{Path.GetRelativePath(Root, path)} {(File.Exists(path) ? File.ReadAllText(path) : "/")}").Order(StringComparer.Ordinal)];

    private sealed class ScriptedVerifier(params Verdict[] verdicts) : IVerifier
    {
        private int _next;

        public int Baselines { get; private set; }

        public Task<Baseline> BaselineAsync(string treeHash, CancellationToken cancellationToken)
        {
            Baselines++;
            return Task.FromResult(new Baseline { Checks = [new BaselineCheck("make", 0, 1, [], null)] });
        }

        public Task<VerificationReport> VerifyAsync(VerificationRequest request, CancellationToken cancellationToken)
        {
            var verdict = verdicts[Math.Min(_next++, verdicts.Length - 1)];
            return Task.FromResult(new VerificationReport { Verdict = verdict, Checks = [new CheckResult("make", verdict, verdict == Verdict.Pass ? 0 : 1, 1, [], ["x"], "why")] });
        }
    }

    /// <summary>Two scripted models, weak first, over the test's workspace.</summary>
    private sealed class Scene : IAttemptRunner, IAgentListener, IAsyncDisposable
    {
        private readonly Dictionary<string, Action<AttemptOrder>?> _models = [];
        private readonly Dictionary<string, string> _modelOf = [];
        private readonly CheckpointRecorder _recorder; // Its turn is ended by the cascade; nothing else is held.
        private readonly IVerifier _verifier;

        public Scene(VerifiedCascadeTests test, IVerifier verifier)
        {
            Store = new CheckpointStore(test.Root, test.Data, TimeProvider.System);
            _recorder = new CheckpointRecorder(Store);
            _verifier = verifier;
        }

        public CheckpointStore Store { get; }

        public CascadeOptions Options { get; set; } = new();

        public Action<AttemptOrder>? BetweenAttempts { get; set; }

        public AttemptEndKind EndsWith { get; init; } = AttemptEndKind.Done;

        public string? GivesUp { get; init; }

        public List<AttemptOrder> Orders { get; } = [];

        public List<AgentEvent> Events { get; } = [];

        public List<string> Learned { get; } = [];

        public Action<AttemptOrder> this[string model]
        {
            set => _models[model] = value;
        }

        public Task<CascadeResult> RunAsync(string task) => new VerifiedCascade(new CascadeSetup
        {
            Attempts = this, Verifier = _verifier, Recorder = _recorder, Ledger = new RecordingLedger(this), Listener = this, Time = TimeProvider.System, Options = Options,
        }).RunAsync(task, Token);

        public async Task<AttemptEnd> RunAsync(AttemptOrder order, CancellationToken cancellationToken)
        {
            Orders.Add(order);
            BetweenAttempts?.Invoke(order);
            var model = order.Model ?? _models.Keys.Except(order.FailedModels).First();
            if (_models[model] is { } work)
            {
                var action = new ToolAction { Tool = "run_command", Access = ToolAccess.Command, Summary = "work" };
                var session = new SessionId("ses_1");
                await _recorder.BeforeAsync(session, action, cancellationToken);
                work(order);
                await _recorder.AfterAsync(session, action);
            }
            var decision = new DecisionId($"dec_{Orders.Count}");
            _modelOf[decision.Value] = model;
            return new AttemptEnd
            {
                Kind = model == GivesUp ? AttemptEndKind.GaveUp : EndsWith, Message = "done", Steps = [new AttemptStep(decision, model, "good enough", 0) { Weaker = model == "strong" ? ["weak"] : [] }], CostUsd = model == "weak" ? 0.015m : 0.10m,
            };
        }

        public IReadOnlyList<string> Others(IReadOnlyList<string> failed) => [.. _models.Keys.Except(failed)];

        public ValueTask DisposeAsync() => _recorder.DisposeAsync();

        public ValueTask OnAsync(AgentEvent agentEvent, CancellationToken cancellationToken)
        {
            Events.Add(agentEvent);
            return ValueTask.CompletedTask;
        }

        public void Learn(OutcomeEntry outcome) => Learned.Add($"{_modelOf[outcome.DecisionId.Value]}: {(outcome.Kind == OutcomeKind.VerifiedPass ? "pass" : "fail")}");
    }

    /// <summary>Keeps outcomes; the cascade asks nothing else of a ledger.</summary>
    private sealed class RecordingLedger(Scene scene) : ILedger
    {
        public Task AppendOutcomeAsync(OutcomeEntry outcome, CancellationToken cancellationToken)
        {
            scene.Learn(outcome);
            return Task.CompletedTask;
        }

        public Task<ReservationResult> ReserveAsync(Reservation reservation, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task ResolveAsync(Resolution resolution, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<int> ExpireAsync(DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();

        public IAsyncEnumerable<DecisionEntry> ReadDecisionsAsync(DecisionFilter filter, CancellationToken cancellationToken) => throw new NotSupportedException();

        public IAsyncEnumerable<JudgedDecision> ReadJudgedAsync(string owner, DateTimeOffset? since, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<UsageRow>> ReadUsageAsync(DateTimeOffset from, DateTimeOffset to, string? owner, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<BudgetState> ReadBudgetAsync(BudgetLimit budget, DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<StoredText?> ReadTextAsync(RequestId request, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<DecisionEntry?> ReadLatestAsync(string owner, string? workspace, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task ExportAsync(TextWriter output, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<LedgerVerification> VerifyAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
