using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tandem.Agent.Commands;
using Tandem.Agent.Permissions;
using Tandem.Agent.Tools;
using Tandem.Agent.Turns;
using Tandem.Egress;
using Tandem.Egress.Secrets;
using Tandem.Pipeline;
using Tandem.Pipeline.Ledger;
using Tandem.Pipeline.Models;
using Tandem.Pipeline.Observations;
using Tandem.Pipeline.Privacy;
using Tandem.Providers;
using Tandem.Routing;
using Tandem.ScriptedUpstream;
using Tandem.Storage;
using Tandem.TestKit;

namespace Tandem.Agent.Tests.Turns;

/// <summary>The agent over the whole main path: real HTTP, a real ledger, a workspace of its own. It prefers its models in the order given.</summary>
internal sealed class AgentFixture : IAsyncDisposable, IAgentListener
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tandem-agent-");
    private readonly ServiceProvider _services;
    private readonly RequestPipeline _pipeline;
    private readonly IReadOnlyList<ModelOptions> _models;
    private readonly PrivacyOptions _privacy;

    public AgentFixture(IReadOnlyList<ModelOptions> models, PrivacyOptions? privacy = null, TimeProvider? time = null)
    {
        Time = time ?? TimeProvider.System;
        (_models, _privacy) = (models, privacy ?? new PrivacyOptions { Default = DataClass.Shareable });
        Root = _folder.CreateSubdirectory("work").FullName;
        _services = new ServiceCollection().AddSingleton(Time).AddStorage(new DataDirectory(Path.Combine(_folder.FullName, "data"))).BuildServiceProvider();
        var gate = new EgressGate(new EgressOptions(), _services.GetRequiredService<IEgressAudit>(), Time);
        var observations = _services.GetRequiredService<IModelObservations>();
        _pipeline = new RequestPipeline(
            OrderedRouter.Create(), new ModelPool(models.Select(model => ModelEndpoints.Create(model, gate, Time)), observations, new PipelineOptions(), Time),
            Ledger, observations, _privacy, new PipelineOptions(), Time);
        Gate = new TestGate();
        Commands = new TestCommands();
        Setup = MakeSetup();
    }

    public TimeProvider Time { get; }

    public string Root { get; }

    public ILedger Ledger => _services.GetRequiredService<ILedger>();

    public IServiceProvider Services => _services;

    public TestGate Gate { get; }

    public TestCommands Commands { get; }

    public List<AgentEvent> Events { get; } = [];

    /// <summary>Called with each event, before it is kept.</summary>
    public Func<AgentEvent, ValueTask>? OnEvent { get; set; }

    public AgentSetup Setup { get; set; }

    public AgentSession Session => field ??= new AgentSession(Setup);

    public static ModelOptions Model(FakeUpstream upstream, string name = "strong", Zone zone = Zone.Local, string? upstreamName = null, int context = 131_072, ProviderKind kind = ProviderKind.OpenAICompatible) =>
        TestModels.At(upstream, kind, name, zone) with
        {
            UpstreamName = upstreamName ?? "gpt-4-turbo",
            ContextTokens = context,
            MaxOutputTokens = Math.Min(4_096, context / 4),
            Supports = Capabilities.Tools | Capabilities.Json,
        };

    public string Write(string path, string text)
    {
        var full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return full;
    }

    public string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Sends a message and checks every request that an upstream got meanwhile.</summary>
    public async Task<TurnResult> SendAsync(string text, CancellationToken? cancellationToken = null)
    {
        var result = await Session.SendAsync(new UserMessage(text), this, cancellationToken ?? TestContext.Current.CancellationToken);
        return result;
    }

    public IEnumerable<T> Seen<T>() => Events.OfType<T>();

    public async ValueTask OnAsync(AgentEvent agentEvent, CancellationToken cancellationToken)
    {
        if (OnEvent is { } told) await told(agentEvent);
        Events.Add(agentEvent);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private AgentSetup MakeSetup()
    {
        var placeholders = new SecretPlaceholders();
        return new AgentSetup
        {
            Pipeline = _pipeline,
            Models = _models,
            Privacy = _privacy,
            Time = Time,
            Owner = "user:test",
            Root = Root,
            Door = "run",
            Gate = Gate,
            Placeholders = placeholders,
            Tools = BuiltInTools.Create(new ToolSetup { Root = Root, Commands = Commands, Privacy = _privacy, Time = Time, Placeholders = placeholders }),
        };
    }
}

/// <summary>Allows what the test says; keeps what it was asked.</summary>
internal sealed class TestGate : IPermissionGate
{
    public PermissionMode Mode { get; set; } = PermissionMode.Edit;

    public List<ToolAction> Asked { get; } = [];

    public bool HeldUntrustedText { get; private set; }

    public Func<ToolAction, bool> Allows { get; set; } = _ => true;

    public ValueTask<PermissionAnswer> DecideAsync(ToolAction action, bool holdsUntrustedText, CancellationToken cancellationToken)
    {
        lock (Asked) Asked.Add(action);
        HeldUntrustedText |= holdsUntrustedText;
        return ValueTask.FromResult(Allows(action) ? new PermissionAnswer(true, "test") : new PermissionAnswer(false, "the test says no", LacksPerson: true));
    }
}

/// <summary>Answers commands from a table; runs nothing.</summary>
internal sealed class TestCommands : ICommandRunner
{
    public string? UnsandboxedBecause => null;

    public List<string> Ran { get; } = [];

    public Func<CommandRequest, CancellationToken, Task<CommandResult>> Answer { get; set; } = (request, _) => Task.FromResult(Result(0, request.Command));

    public static CommandResult Result(int exitCode, string output) => new() { ExitCode = exitCode, Output = output, Duration = TimeSpan.FromSeconds(1), IsSandboxed = true };

    public Task<CommandResult> RunAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        lock (Ran) Ran.Add(request.Command);
        return Answer(request, cancellationToken);
    }
}

/// <summary>What every provider demands of a list of messages (OpenAI's chat completions).</summary>
internal static class MessageList
{
    public static List<JsonElement> Of(UpstreamCall call)
    {
        var document = JsonDocument.Parse(call.Text);
        return [.. document.RootElement.GetProperty("messages").EnumerateArray()];
    }

    /// <summary>Every tool call is answered exactly once, right behind its message, and nothing else is answered.</summary>
    public static void AssertValid(UpstreamCall call)
    {
        var messages = Of(call);
        Assert.Equal("user", messages.First(one => Role(one) is not ("system" or "developer")).GetProperty("role").GetString());
        var ids = new HashSet<string>();
        for (var at = 0; at < messages.Count; at++)
        {
            var message = messages[at];
            if (Role(message) == "tool")
                Assert.Fail($"message {at} answers a call that nobody made: {message}");
            if (Role(message) != "assistant" || !message.TryGetProperty("tool_calls", out var calls)) continue;
            var open = new List<string>();
            foreach (var one in calls.EnumerateArray())
            {
                var id = one.GetProperty("id").GetString()!;
                Assert.True(ids.Add(id), $"the id {id} comes twice");
                open.Add(id);
                using var arguments = JsonDocument.Parse(one.GetProperty("function").GetProperty("arguments").GetString()!);
                Assert.Equal(JsonValueKind.Object, arguments.RootElement.ValueKind);
            }

            for (; open.Count > 0; open.Remove(messages[at].GetProperty("tool_call_id").GetString()!))
            {
                at++;
                Assert.True(at < messages.Count && Role(messages[at]) == "tool", $"{open.Count} calls are not answered");
                Assert.Contains(messages[at].GetProperty("tool_call_id").GetString()!, open);
            }
        }

        Assert.NotEqual("assistant", Role(messages[^1]));
    }

    /// <summary>Texts of the tool results, in order.</summary>
    public static List<string> Results(UpstreamCall call) =>
        [.. Of(call).Where(one => Role(one) == "tool").Select(one => Text(one.GetProperty("content")))];

    private static string Text(JsonElement content) => content.ValueKind == JsonValueKind.String
        ? content.GetString()!
        : string.Concat(content.EnumerateArray().Select(part => part.GetProperty("text").GetString()));

    private static string? Role(JsonElement message) => message.GetProperty("role").GetString();
}
