using System.Globalization;
using Tandem.Agent.Commands;
using Tandem.Agent.Permissions;
using Tandem.Agent.Turns;
using Tandem.Cli.Asking;
using Tandem.Cli.Interactive.Slash;
using Tandem.Engine.Agents;
using Tandem.Pipeline.Ids;
using Tandem.Providers.Chat;

namespace Tandem.Cli.Interactive;

/// <summary>One conversation of the engine's agent.</summary>
internal sealed class EngineAgent(Engine.Engine engine, OpenAgent open, ISessionSurface surface) : ISessionAgent
{
    private static readonly TimeSpan CommandTime = TimeSpan.FromMinutes(10);
    private const int MostOutput = 20_000; // Characters of a command's output that the model reads.

    private readonly List<ChatPart> _heard = []; // Output of the person's commands, for the next message.

    public SessionId Id => open.Session.Id;

    public string? Assistant => open.Session.Setup.Assistant;

    public PermissionMode Mode
    {
        get => open.Session.Mode;
        set => open.Session.Mode = value;
    }

    public string? Model
    {
        get => open.Session.Model;
        set => (open.Session.Model, open.Session.MayOverridePrivacy) = (value, value is not null);
    }

    public string? Policy
    {
        get => open.Session.Policy;
        set => open.Session.Policy = value;
    }

    public IReadOnlyList<SlashCommand> CustomCommands { get; } = FileCommands.Of(open.Extensions.Files.Commands);

    public IReadOnlyList<ServerLine> Servers =>
    [
        .. open.Extensions.Mcp.States.Select(server => new ServerLine(
            server.Name, $"{server.Origin}, {server.Zone}, {(server.IsSandboxed ? "in the sandbox" : "not in the sandbox")}, {server.Shown}", server.Tools, server.Problem)),
    ];

    public IReadOnlyList<string> Notes => open.Extensions.Notes;

    public IChangeHistory Changes { get; } = new CheckpointChanges(open);

    public async Task SayAsync(string text, CancellationToken cancellationToken)
    {
        var message = await MessageAsync(text, cancellationToken);
        _heard.Clear();
        var options = new TaskOptions
        {
            OnVerify = (command, _) =>
            {
                surface.WorkGoesOn($"checking: {command}");
                return ValueTask.CompletedTask;
            },
        };
        await engine.RunTaskAsync(open, message, options, surface, cancellationToken);
    }

    public void Steer(string text) => open.Session.Steering.Add(new UserMessage(text));

    public IReadOnlyList<string> TakeUnread() => [.. open.Session.Steering.Take().Select(message => message.Text)];

    public async Task<string> CompactAsync(CancellationToken cancellationToken)
    {
        var before = open.Session.Conversation.Items.Count;
        await open.Session.CompactAsync(cancellationToken);
        var after = open.Session.Conversation.Items.Count;
        return after < before
            ? string.Create(CultureInfo.InvariantCulture, $"{before} messages became {after}; the rules were read again.")
            : "There is nothing to shorten yet.";
    }

    public async Task<string> RunCommandAsync(string command, Action<string> onOutput, CancellationToken cancellationToken)
    {
        var result = await open.Commands.RunAsync(
            new CommandRequest { Command = command, WorkingFolder = engine.Workspace.Root, Timeout = CommandTime, OnOutput = onOutput }, cancellationToken);
        var output = result.Output.Length > MostOutput ? result.Output[^MostOutput..] : result.Output;
        var how = result.Fault is { } fault ? $"It did not run: {fault}"
            : result.TimedOut ? string.Create(CultureInfo.InvariantCulture, $"ended after {CommandTime.TotalMinutes:0} minutes")
            : string.Create(CultureInfo.InvariantCulture, $"exit code {result.ExitCode}");
        _heard.Add(new TextPart($"The user ran this command:\n<command>{command}</command>\n<output>\n{output}\n</output>\n({how})\n"));
        return how + (result.IsSandboxed || result.Fault is not null ? "" : ", without a sandbox");
    }

    public ValueTask DisposeAsync() => open.DisposeAsync();

    private async Task<UserMessage> MessageAsync(string text, CancellationToken cancellationToken)
    {
        var question = await QuestionReader.ReadAsync(text, engine.Options.WorkingFolder, engine.Workspace, input: null, cancellationToken);
        var parts = QuestionRequest.Build(question, engine.Workspace.Root, instructs: false).Messages[0].Parts.Where(part => part is not TextPart { Text: var said } || said != text);
        return new UserMessage(text)
        {
            Material = [.. _heard, .. parts],
            Paths = [.. question.Files, .. question.Images],
            IsUntrusted = _heard.Count > 0, // A command's output is others' text.
        };
    }
}
