using System.ComponentModel;

namespace Tandem.Agent.Commands;

/// <summary>Starts servers that run as long as the session, in the sandbox that commands run in, with grants of their own.</summary>
/// <remarks>Without a usable sandbox none is started, unless the person said <c>--no-sandbox</c>.</remarks>
public sealed class ServerStarter
{
    private readonly CommandRunnerOptions _options;
    private readonly string _workspace;
    private readonly Lazy<SandboxProbe> _probe;

    internal ServerStarter(CommandRunnerOptions options, string workspace, Lazy<SandboxProbe> probe) => (_options, _workspace, _probe) = (options, workspace, probe);

    /// <param name="environment">Variables beside the allow-list that every command gets.</param>
    /// <exception cref="IOException">It could not be started; the message tells why.</exception>
    public async Task<ServerProcess> StartAsync(
        string server, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, bool mayUseNetwork)
    {
        // Stderr is the server's log: nobody reads it here, and it must not mix with what the server says.
        var request = new CommandRequest
        {
            Command = $"exec {string.Join(' ', [Quote(server), .. arguments.Select(Quote)])} 2>/dev/null",
            WorkingFolder = _workspace,
            Timeout = Timeout.InfiniteTimeSpan,
            IsReadOnly = true, // What changes the workspace goes through the agent's own tools, which a checkpoint records.
            MayUseNetwork = mayUseNetwork,
        };
        if (_probe.Value.Program is null && !_options.IsSandboxOff)
            throw new IOException($"it is not started, as there is no sandbox: {_probe.Value.UnusableBecause}");
        var marker = ProcessTree.NewMarker();
        var (file, line) = _probe.Value.Program is { } program
            ? (program.Path, new SandboxPlan(program, _options, _workspace).Arguments(request, readOnly: [], emptyFolders: []))
            : BareShell.Line(request.Command);
        var start = new CommandEnvironment(_options).Start(file, line, mayUseNetwork);
        start.WorkingDirectory = _probe.Value.Program is not null ? "/" : _workspace;
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        start.Environment[ProcessTree.MarkerName] = marker;
        try
        {
            return new ServerProcess(await RunningCommand.StartAsync(start), marker, isSandboxed: _probe.Value.Program is not null);
        }
        catch (Exception failure) when (failure is Win32Exception or IOException)
        {
            throw new IOException($"it could not be started: {failure.Message}", failure);
        }
    }

    private static string Quote(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
