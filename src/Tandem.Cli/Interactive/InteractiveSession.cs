using System.Runtime.Versioning;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Win32.SafeHandles;
using Tandem.Agent.Sessions;
using Tandem.Cli.Asking;
using Tandem.Cli.Interactive.Completion;
using Tandem.Cli.Interactive.Editing;
using Tandem.Cli.Interactive.Raw;
using Tandem.Cli.Interactive.Screen;
using Tandem.Cli.Interactive.Slash;
using Tandem.Cli.Interactive.View;
using Tandem.Cli.Terminal;
using Tandem.CodeIndex;
using Tandem.Routing.Policies;
using Tandem.Storage;

namespace Tandem.Cli.Interactive;

/// <summary>Puts an interactive session together and runs it to its end.</summary>
internal sealed class InteractiveSession(Engine.Engine engine, ITerminal terminal, InteractiveOptions options)
{
    private readonly DataDirectory _data = new(Engine.Engine.Sources(engine.Options).DataFolder);
    private readonly ISessionStore _store = engine.Services.GetRequiredService<ISessionStore>();

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await ConsentQuestion.FindAsync(engine, terminal, options.Model, asked: null, cancellationToken);
        if (!OperatingSystem.IsWindows() && !options.IsPlain && Variable("TERM") is not "dumb" && RunDrawnAsync(cancellationToken) is { } drawn)
            return await drawn;
        return await RunPlainAsync(cancellationToken);
    }

    private Palette Palette => options.Theme is { } named && Palette.Find(named) is { } theme ? theme : terminal.Palette;

    /// <summary>Null = the terminal cannot be drawn on.</summary>
    [UnsupportedOSPlatform("windows")]
    private Task<int>? RunDrawnAsync(CancellationToken cancellationToken) =>
        RawScreen.TryOpen(Variable) is { } screen ? RunDrawnAsync(screen, cancellationToken) : null;

    [UnsupportedOSPlatform("windows")]
    private async Task<int> RunDrawnAsync(RawScreen screen, CancellationToken cancellationToken)
    {
        using var _ = screen;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var mentions = new WorkspaceMentions(engine.Workspace.Root, IndexLocation.Of(_data.Path, engine.Workspace.Root));
        SessionState? state = null;
        var commands = Commands(() => state);
        var editor = new LineEditor(new InputHistory(Path.Combine(_data.Path, "history")), new SessionCompleter(commands, mentions, () => state));
        using var surface = new RichSurface(
            new LiveScreen(screen.Write, () => RawScreen.Size), editor, new Look(Palette, IsPlain: false), new SessionStatus(engine.ZoneOf, ContextOf), engine.Time, screen.Suspend);
        using var signals = new ProgramSignals(surface.Resized, () => surface.Press(Keys.Key.Control('c')), ending.Cancel);
        state = await OpenAsync(surface, cancellationToken);
        var driver = new SessionDriver(state, surface, commands);
        var indexing = mentions.RefreshAsync(surface.OffersChanged, ending.Token);
        var warming = Task.Run(() => new CodeHighlighter("csharp", Palette).Line("int x;"), CancellationToken.None); // Half a second at the first block of code otherwise.
        new KeyReader(surface.Press, surface.InputEnded).Start();
        await surface.RunAsync(driver, ending.Token);
        await ending.CancelAsync();
        await Task.WhenAll(indexing, warming);
        return await EndAsync(state, screen.Write, "\r\n", signals.Ending);
    }

    private async Task<int> RunPlainAsync(CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var surface = new PlainSurface(terminal, new Look(Palette.None, IsPlain: true), engine.ZoneOf);
        var state = await OpenAsync(surface, cancellationToken);
        var driver = new SessionDriver(state, surface, Commands(() => state));
        using var signals = OperatingSystem.IsWindows() ? null : new ProgramSignals(() => { }, surface.Interrupt, ending.Cancel);
        var lines = new Thread(() => ReadLines(surface, driver)) { IsBackground = true, Name = "lines" };
        await surface.RunAsync(driver, lines.Start, ending.Token);
        return await EndAsync(state, terminal.Write, "\n", OperatingSystem.IsWindows() ? null : signals?.Ending);
    }

    private static void ReadLines(PlainSurface surface, SessionDriver driver)
    {
        // The system's own line editing, where there is one: .NET's would move the cursor.
        using var input = OperatingSystem.IsWindows() ? Console.In : new StreamReader(new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 1));
        var text = "";
        while (input.ReadLine() is { } line)
        {
            if (line.EndsWith('\\'))
            {
                text += line[..^1] + "\n"; // Goes on in the next line.
                continue;
            }

            surface.Enter(text + line);
            text = "";
        }

        driver.Quit();
    }

    private async Task<SessionState> OpenAsync(ISessionSurface surface, CancellationToken cancellationToken)
    {
        Greet(surface);
        var agents = new EngineAgents(engine, _store, surface);
        var agent = options.Resume is null ? await agents.NewAsync(options.Assistant, cancellationToken) : await ResumeAsync(agents, surface, options.Resume, cancellationToken);
        agent.Model = options.Model ?? agent.Model;
        agent.Policy = options.Policy ?? agent.Policy;
        foreach (var note in agent.Notes)
            surface.Terminal.Note(note, Tone.Warning);
        return new SessionState(agents, agent, engine.Time);
    }

    private async Task<ISessionAgent> ResumeAsync(EngineAgents agents, ISessionSurface surface, string wanted, CancellationToken cancellationToken)
    {
        var session = SessionFinder.Find(await agents.ListAsync(cancellationToken), wanted);
        TranscriptLines.Write(await agents.ReadAsync(session.Id, cancellationToken), surface.Look, surface.Terminal);
        return options.Forks ? await agents.ForkAsync(session.Id, null, cancellationToken) : await agents.ResumeAsync(session.Id, cancellationToken);
    }

    private void Greet(ISessionSurface surface)
    {
        var models = engine.Configuration.Models.Select(model => $"{model.Name} ({engine.ZoneOf(model.Name)})");
        surface.Terminal.WriteLine(surface.Look.Strong("Tandem") + surface.Look.Quiet($"{surface.Look.Dot}{StyledText.Safe(engine.Workspace.Root)}{surface.Look.Dot}{StyledText.Safe(string.Join(", ", models))}{surface.Look.Dot}/help"));
        foreach (var hint in engine.UsesStarter ? engine.Hints : [])
            surface.Terminal.Note(hint, Tone.Quiet);
    }

    /// <summary>Says how to come back, where there is something to come back to.</summary>
    private static async Task<int> EndAsync(SessionState state, Action<string> write, string lineEnd, int? ending)
    {
        try
        {
            var sessions = await state.Agents.ListAsync(CancellationToken.None);
            if (sessions.FirstOrDefault(session => session.Id == state.Agent.Id) is { Entries: > 0 } known)
                write($"To go on with this session: tandem sessions resume {SessionLines.ShortId(known)}{lineEnd}");
        }
        catch (IOException)
        {
            ending ??= ExitCode.HungUp; // The terminal is gone, and nobody reads how to come back.
        }

        await state.Agent.DisposeAsync();
        return ending ?? ExitCode.Success;
    }

    private SlashCommands Commands(Func<SessionState?> state) => BuiltInCommands.With(
        [.. engine.Configuration.Models.Select(model => model.Name)],
        [.. engine.Configuration.Routing.Policies.Concat(BuiltInPolicies.All).Select(policy => policy.Name).Distinct()],
        engine.ZoneOf,
        () => state()?.Agent.CustomCommands ?? []);

    private int? ContextOf(string model) => engine.Configuration.Models.FirstOrDefault(one => one.Name == model)?.ContextTokens;

    private string? Variable(string name) => engine.Options.Environment.GetValueOrDefault(name);
}
