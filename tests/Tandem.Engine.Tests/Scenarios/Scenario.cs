using System.Runtime.CompilerServices;
using Tandem.Agent.Checkpoints;
using Tandem.Agent.Turns;
using Tandem.Engine.Agents;
using Tandem.Providers;
using Tandem.ScriptedUpstream;
using Tandem.TestKit;

namespace Tandem.Engine.Tests.Scenarios;

/// <summary>Runs a script end to end, over real HTTP, and holds what came of it against the file of its name in <c>Expected/</c>.</summary>
/// <remarks><c>TANDEM_UPDATE_GOLDEN=1</c> writes the file instead; the change is reviewed in the diff.</remarks>
internal static class Scenario
{
    private const string Key = "test-key";

    /// <param name="seed">Where the answers' streams are cut. Nothing that is expected depends on it.</param>
    /// <param name="variant">Told apart by more than the test's name.</param>
    public static async Task RunAsync(int seed, Script script, string? variant = null, [CallerMemberName] string name = "")
    {
        using var folder = new ScenarioFolder();
        var record = await PlayAsync(seed, script, folder);
        Compare(RepositoryRoot.PathTo("tests", "Tandem.Engine.Tests", "Scenarios", "Expected", $"{name}{(variant is null ? "" : "." + variant)}.txt"), record.ToString());
        if (script.UserWrites) return;
        await UndoAsync(folder);
        Assert.Equal(record.AtFirst, folder.Picture());
    }

    /// <summary>Runs a script in a folder, and checks every request.</summary>
    public static async Task<ScenarioRecord> PlayAsync(int seed, Script script, ScenarioFolder folder)
    {
        foreach (var (path, text) in script.Files) folder.Write(path, text);
        script.Prepare(folder);
        var record = new ScenarioRecord(folder);
        var faults = new List<string>();
        await using var weak = await FakeUpstream.StartAsync(Answering("weak", seed, script.Weak, null));
        await using var strong = await FakeUpstream.StartAsync(Answering("strong", seed, script.Strong, script.StrongAnswers));
        Configure(folder, script, weak, strong);

        await RunAsync(folder, script, record);

        Assert.True(faults.Count == 0, string.Join("\n\n", faults));
        record.Finish();
        return record;

        UpstreamScript Answering(string tier, int cuts, IReadOnlyList<Reply> replies, Func<UpstreamCall, int, Reply>? answers) => new()
        {
            CutSeed = cuts,
            Answer = (call, number) =>
            {
                try
                {
                    record.Add(tier, call);
                }
                catch (Exception fault)
                {
                    faults.Add($"request {number + 1} to {tier}: {fault.Message}\n{call.Text}"); // The server's thread is not the test's.
                }

                return answers?.Invoke(call, number) ?? (replies.Count == 0 ? Reply.Stream("never asked") : replies[Math.Min(number, replies.Count - 1)]);
            },
        };
    }

    /// <summary>As <c>tandem undo</c>, turn by turn.</summary>
    public static async Task UndoAsync(ScenarioFolder folder)
    {
        var store = new CheckpointStore(folder.Root, folder.Data, TimeProvider.System);
        foreach (var turn in store.List()) Assert.Empty((await store.UndoAsync(turn.Id, TestContext.Current.CancellationToken)).Kept);
    }

    private static async Task RunAsync(ScenarioFolder folder, Script script, ScenarioRecord record)
    {
        var token = TestContext.Current.CancellationToken;
        var options = new EngineOptions
        {
            WorkingFolder = folder.Root,
            ConfigFile = folder.Configuration,
            Environment = new Dictionary<string, string>
            {
                ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "", ["HOME"] = folder.Home, ["TANDEM_HOME"] = folder.Data, ["TEST_KEY"] = Key,
            },
        };
        await using var engine = await Engine.OpenAsync(options, token);
        // Where nothing is run, no sandbox need be found.
        await using var agent = await engine.OpenAgentAsync(
            new AgentChoice { Door = "run", Mode = script.Mode, AllowsNoSandbox = !script.RunsCommands, Limits = script.Limits, Model = script.Model, Policy = script.Model is null ? "cheap" : null }, token);
        if (script.RunsCommands) Assert.SkipWhen(agent.Commands.UnsandboxedBecause is not null, $"No sandbox here: {agent.Commands.UnsandboxedBecause}.");
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(token);
        await engine.RunTaskAsync(
            agent, new UserMessage(script.Task), new TaskOptions { Verify = script.Verify, MaxCostUsd = script.Limits.MaxCostUsd }, new Listener(script, folder, record, interrupt), interrupt.Token);
    }

    private static void Configure(ScenarioFolder folder, Script script, FakeUpstream weak, FakeUpstream strong)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder.Configuration)!);
        File.WriteAllText(folder.Configuration, $$"""
            version: 1
            models:
              weak: { provider: {{Word(script.WeakSpeaks)}}, model: llama-3.1-8b, base_url: "{{Address(weak, script.WeakSpeaks)}}", api_key: "${TEST_KEY}", zone: local, context: {{script.WeakContext}}, max_output: 2048, supports: [{{(script.WeakCallsTools ? "tools, json" : "json")}}] }
              strong: { provider: {{Word(script.StrongSpeaks)}}, model: {{StrongName(script.StrongSpeaks)}}, base_url: "{{Address(strong, script.StrongSpeaks)}}", api_key: "${TEST_KEY}", zone: external, context: 200000, max_output: 8192, price: { input: 2, output: 8 }, supports: [tools, json] }
            routing: { policies: { cheap: { exploration: 0, threshold: 1 }, best: { exploration: 0 }, balanced: { exploration: 0 } } }
            privacy: {{script.Privacy}}

            """);
    }

    private static string Word(ProviderKind kind) => kind switch
    {
        ProviderKind.OpenAICompatible => "openai-compatible",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private static string StrongName(ProviderKind kind) => kind switch
    {
        ProviderKind.Anthropic => "claude-sonnet-4-5",
        ProviderKind.Google => "gemini-2.5-pro",
        _ => "gpt-4.1",
    };

    private static string Address(FakeUpstream upstream, ProviderKind kind)
    {
        var host = upstream.Address.GetLeftPart(UriPartial.Authority);
        return kind is ProviderKind.OpenAI or ProviderKind.OpenAICompatible ? host + "/v1" : host;
    }

    private static void Compare(string file, string text)
    {
        if (Environment.GetEnvironmentVariable("TANDEM_UPDATE_GOLDEN") == "1") File.WriteAllText(file, text);
        else Assert.Equal(File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "", text);
    }

    private sealed class Listener(Script script, ScenarioFolder folder, ScenarioRecord record, CancellationTokenSource interrupt) : IAgentListener
    {
        public async ValueTask OnAsync(AgentEvent agentEvent, CancellationToken cancellationToken)
        {
            record.Add(agentEvent);
            await script.OnEvent(agentEvent, folder);
            if (script.Interrupts(agentEvent)) await interrupt.CancelAsync();
        }
    }
}
