using System.Text;
using Microsoft.Extensions.Time.Testing;
using Tandem.Cli.Interactive;
using Tandem.Cli.Interactive.Completion;
using Tandem.Cli.Interactive.Editing;
using Tandem.Cli.Interactive.Keys;
using Tandem.Cli.Interactive.Screen;
using Tandem.Cli.Interactive.Slash;
using Tandem.Cli.Interactive.View;
using Tandem.Cli.Terminal;

namespace Tandem.Cli.Tests.Interactive;

/// <summary>A drawn session in memory: keys go in as a terminal's bytes, what a person would see comes out.</summary>
internal sealed class TestSession : IAsyncDisposable
{
    private readonly KeyDecoder _decoder = new();
    private readonly Task _running;

    public TestSession(ScriptedAgent agent, int columns = 64, int rows = 18, Palette? palette = null, InputHistory? history = null, string[]? files = null)
    {
        Agent = agent;
        Terminal = new VirtualTerminal(columns, rows);
        var look = new Look(palette ?? Palette.Dark, IsPlain: false);
        State = new SessionState(Agents, agent, Time);
        var commands = BuiltInCommands.With(["llama", "gpt-4"], ["cheap", "balanced", "best"], ZoneOf, () => State!.Agent.CustomCommands);
        var editor = new LineEditor(history ?? new InputHistory(null), new SessionCompleter(commands, new Files(files ?? []), () => State));
        Surface = new RichSurface(
            new LiveScreen(Terminal.Write, () => Terminal.Size), editor, look, new SessionStatus(ZoneOf, _ => 8_000), Time, () => { });
        agent.Listener = Surface;
        Driver = new SessionDriver(State, Surface, commands);
        _running = Task.Run(() => Surface.RunAsync(Driver, TestContext.Current.CancellationToken));
    }

    public ScriptedAgent Agent { get; }

    public ScriptedAgents Agents { get; } = new();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    public VirtualTerminal Terminal { get; }

    public RichSurface Surface { get; }

    public SessionState State { get; }

    public SessionDriver Driver { get; }

    /// <summary>Types, as the terminal would send it.</summary>
    public void Press(string bytes)
    {
        _decoder.Add(Encoding.UTF8.GetBytes(bytes));
        while (_decoder.TryRead(out var key, nothingFollows: true))
            Surface.Press(key);
    }

    /// <summary>The session has ended by itself.</summary>
    public Task EndedAsync() => _running.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Driver.Quit();
        await EndedAsync();
        Surface.Dispose();
    }

    private static string ZoneOf(string model) => model == "llama" ? "local" : "external";

    private sealed class Files(string[] paths) : IMentions
    {
        public IReadOnlyList<Offer> Find(string word, int count) => [.. paths.Where(path => FuzzyMatch.Score(word, path) is not null).Select(path => new Offer($"@{path} ", path, ""))];
    }
}
