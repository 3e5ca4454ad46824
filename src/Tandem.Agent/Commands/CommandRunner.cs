using System.ComponentModel;
using Tandem.Agent.Edits.Workspace;

namespace Tandem.Agent.Commands;

/// <summary>Runs commands in bubblewrap where it works, else bare, with the same environment, limits and end.</summary>
/// <remarks>Safe for concurrent use. In the sandbox: no network, no credentials, no sockets of agents; only the workspace, a private <c>/tmp</c>
/// and a private HOME are writable; what governs git, shells and editors is read-only in the workspace too.</remarks>
public sealed class CommandRunner : ICommandRunner
{
    private const int MaxCommandBytes = 120_000; // Linux takes 128 KiB for one argument.
    private const int KilledExitCode = 137; // What a shell reports of a process that SIGKILL ended.
    private static readonly TimeSpan EndGrace = TimeSpan.FromSeconds(1.5);

    private readonly CommandRunnerOptions _options;
    private readonly string _workspace;
    private readonly CommandEnvironment _environment;
    private readonly Lazy<SandboxProbe> _probe;
    private readonly WorkspaceGuard _guard;

    /// <exception cref="Edits.EditRefusedException">The workspace is not a folder.</exception>
    public CommandRunner(CommandRunnerOptions options)
    {
        _workspace = new PathResolver(options.Workspace).Root;
        _options = options = options with { DataFolder = RealFolder(options.DataFolder) ?? options.DataFolder };
        _environment = new CommandEnvironment(options);
        _guard = new WorkspaceGuard(_workspace, options.DataFolder);
        _probe = new Lazy<SandboxProbe>(() => SandboxProbe.Run(options, _workspace));
    }

    public string? UnsandboxedBecause => _probe.Value.UnusableBecause;

    /// <summary>Starts servers in the same sandbox, which is probed once for both.</summary>
    public ServerStarter Servers => new(_options, _workspace, _probe);

    public async Task<CommandResult> RunAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var begun = _options.Time.GetTimestamp();
        if (Refusal(request) is { } refusal) return Faulted(refusal, TimeSpan.Zero);
        if (_probe.Value.Program is not { } program)
            return await RunBareAsync(request, begun, cancellationToken);
        using var guarded = request.IsReadOnly ? null : _guard.Begin();
        var plan = new SandboxPlan(program, _options, _workspace);
        var arguments = plan.Arguments(request, guarded?.ReadOnlyPaths ?? [], guarded?.EmptyFolders ?? []);
        CommandResult result;
        try
        {
            result = await RunProcessAsync(request, program.Path, arguments, isSandboxed: true, begun, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _ = guarded?.Refuse(); // What an interrupted command has planted does not stay either.
            throw;
        }

        return guarded?.Refuse() is { Count: > 0 } refused ? result with { Output = result.Output + Explain(refused) } : result;
    }

    private static string Explain(IReadOnlyList<RefusedFile> refused) =>
        "\n" + string.Join("\n", refused.Select(file => $"[tandem: the command made {file.Path}, which governs git, a shell, an editor or an agent. It is now {file.MovedTo}; ask the user to put it in place.]")) + "\n";

    private string? Refusal(CommandRequest request)
    {
        if (System.Text.Encoding.UTF8.GetByteCount(request.Command) > MaxCommandBytes)
            return "The command is longer than 120,000 bytes. Write it to a file and run the file.";
        if (request.Command.Contains('\0', StringComparison.Ordinal))
            return "The command has a NUL character. Leave it out.";
        var folder = RealFolder(request.WorkingFolder);
        return folder is not null && (folder == _workspace || folder.StartsWith(_workspace + "/", StringComparison.Ordinal))
            ? null
            : "The working folder is not a folder of the workspace. Name one that is.";
    }

    private static string? RealFolder(string folder)
    {
        try
        {
            return new PathResolver(folder).Root;
        }
        catch (Edits.EditRefusedException)
        {
            return null;
        }
    }

    private async Task<CommandResult> RunBareAsync(CommandRequest request, long begun, CancellationToken cancellationToken)
    {
        var (program, arguments) = BareShell.Line(request.Command);
        return await RunProcessAsync(request, program, arguments, isSandboxed: false, begun, cancellationToken);
    }

    private async Task<CommandResult> RunProcessAsync(
        CommandRequest request, string program, IReadOnlyList<string> arguments, bool isSandboxed, long begun, CancellationToken cancellationToken)
    {
        var start = _environment.Start(program, arguments, request.MayUseNetwork);
        var marker = ProcessTree.NewMarker();
        start.WorkingDirectory = isSandboxed ? "/" : request.WorkingFolder;
        start.Environment[ProcessTree.MarkerName] = marker;
        RunningCommand running;
        try
        {
            running = await RunningCommand.StartAsync(start);
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            return Faulted($"The command could not be started: {e.Message}", _options.Time.GetElapsedTime(begun));
        }
        using var deadline = new CancellationTokenSource(request.Timeout, _options.Time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        using (running)
        {
            var output = new CommandOutput(request.OnOutput);
            var reading = output.ReadAsync(running.Output, stop.Token);
            var faults = running.ReadErrorsAsync(stop.Token);
            await running.WriteInputAsync(request.Input, stop.Token);
            var ended = await running.WaitAsync(output.Overflowed, stop.Token);
            await running.EndTreeAsync(marker, isSandboxed, ended, EndGrace);
            await Task.WhenAny(reading, Task.Delay(EndGrace, CancellationToken.None)); // A process that left the tree may hold the pipe.
            cancellationToken.ThrowIfCancellationRequested();
            var duration = _options.Time.GetElapsedTime(begun);
            var text = output.Text(output.Overflowed.IsCompleted);
            if (isSandboxed && SandboxFault(ended, await RunningCommand.ErrorsOrNoneAsync(faults)) is { } fault) return Faulted(fault, duration);
            return new CommandResult
            {
                ExitCode = ended ?? (output.Overflowed.IsCompleted ? KilledExitCode : null), Output = text, Duration = duration,
                TimedOut = ended is null && !output.Overflowed.IsCompleted, IsSandboxed = isSandboxed,
            };
        }
    }

    /// <summary>The command's own stderr goes to stdout, so that what comes on the sandbox's stderr is the sandbox's.</summary>
    private static string? SandboxFault(int? exitCode, string errors) =>
        exitCode is 1 && errors.StartsWith("bwrap: ", StringComparison.Ordinal)
            ? $"The sandbox could not be set up: {errors[7..].Trim()}. Check it with: bwrap --ro-bind / / true"
            : null;

    private static CommandResult Faulted(string fault, TimeSpan duration) => new() { ExitCode = null, Output = "", Duration = duration, Fault = fault };
}
