using System.ComponentModel;
using System.Diagnostics;

namespace Tandem.Agent.Commands;

/// <summary>A started process, its output and its end.</summary>
internal sealed class RunningCommand : IDisposable
{
    private const int MaxErrorLength = 4_096;

    private readonly Process _process;
    private readonly Task<int> _exit;

    private RunningCommand(Process process, Task<int> exit)
    {
        _process = process;
        _exit = exit;
    }

    public Stream Output => _process.StandardOutput.BaseStream;

    public Stream Input => _process.StandardInput.BaseStream;

    /// <remarks>On a thread of its own, which waits for the end: Linux ends a process that asked to die with its parent when the parent's
    /// <em>thread</em> goes, and threads of the pool come and go.</remarks>
    /// <exception cref="Win32Exception">The program is not there or cannot be run.</exception>
    public static Task<RunningCommand> StartAsync(ProcessStartInfo start)
    {
        var started = new TaskCompletionSource<RunningCommand>(TaskCreationOptions.RunContinuationsAsynchronously);
        var exit = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            var process = new Process { StartInfo = start };
            try
            {
                process.Start();
            }
            catch (Exception e)
            {
                process.Dispose();
                started.SetException(e);
                return;
            }
            started.SetResult(new RunningCommand(process, exit.Task));
            process.WaitForExit();
            exit.SetResult(process.ExitCode);
        })
        { IsBackground = true, Name = "command" };
        thread.Start();
        return started.Task;
    }

    public async Task WriteInputAsync(string? input, CancellationToken cancellationToken)
    {
        try
        {
            if (input is not null) await _process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            _process.StandardInput.Close();
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // It ended, or was ended, without reading all of it.
        }
    }

    public async Task<string> ReadErrorsAsync(CancellationToken cancellationToken)
    {
        var text = new char[MaxErrorLength];
        var length = 0;
        var rest = new char[1_024];
        try
        {
            while (true)
            {
                var room = length < text.Length ? text.AsMemory(length) : rest;
                var read = await _process.StandardError.ReadAsync(room, cancellationToken);
                if (read == 0) break;
                if (length < text.Length) length += read;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // What was read is what there is.
        }
        return new string(text, 0, length);
    }

    public static async Task<string> ErrorsOrNoneAsync(Task<string> reading)
    {
        await Task.WhenAny(reading, Task.Delay(TimeSpan.FromSeconds(1)));
        return reading.IsCompletedSuccessfully ? await reading : "";
    }

    /// <returns>The exit code; null where it has to be ended: by the deadline, the cancellation, or too much output.</returns>
    public async Task<int?> WaitAsync(Task overflowed, CancellationToken cancellationToken)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.Register(stopped.SetResult);
        await Task.WhenAny(_exit, overflowed, stopped.Task);
        return _exit.IsCompletedSuccessfully ? await _exit : null;
    }

    /// <summary>Nothing of it is left when this returns, whether it ended by itself or not.</summary>
    /// <param name="marker">What every process of the command carries in its environment.</param>
    public async Task EndTreeAsync(string marker, bool isSandboxed, int? ended, TimeSpan grace)
    {
        if (!isSandboxed) await ProcessTree.EndSessionAsync(_process.Id, ended is null ? _exit : null);
        else if (ended is null) _process.Kill();
        if (ended is null) await Task.WhenAny(_exit, Task.Delay(grace));
        await ProcessTree.EndMarkedAsync(marker); // Some left the session; the sandbox's processes end after bubblewrap itself has gone.
    }

    public void Dispose()
    {
        // The waiting thread still uses the process where even SIGKILL did not end it.
        if (_exit.IsCompleted) _process.Dispose();
    }
}
