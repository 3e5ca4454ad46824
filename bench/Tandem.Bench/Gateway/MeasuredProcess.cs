using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Tandem.Bench.Gateway;

/// <summary>A server under measurement: the processor time of it and of its workers, to the nanosecond, and the memory it holds. Linux only.</summary>
internal sealed partial class MeasuredProcess(Process process) : IAsyncDisposable
{
    private const int SchedulerClock = 2;

    public int Id => process.Id;

    /// <summary>Where it listens.</summary>
    public required Uri Address { get; init; }

    /// <summary>Processor time since its start, user and kernel.</summary>
    public TimeSpan ProcessorTime => TimeSpan.FromTicks(Ids().Sum(Nanoseconds) / 100);

    /// <summary>Resident memory in KiB.</summary>
    public long ResidentKib => Ids().Sum(id => long.Parse(
        File.ReadLines($"/proc/{id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture));

    public int Handles => Directory.GetFiles($"/proc/{process.Id}/fd").Length;

    public int Threads => Directory.GetDirectories($"/proc/{process.Id}/task").Length;

    /// <summary>Asks it to end, as an orchestrator does, and waits until it has.</summary>
    public async Task StopAsync()
    {
        using var asking = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)])!;
        await asking.WaitForExitAsync();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private List<int> Ids()
    {
        var children = Directory.EnumerateDirectories($"/proc/{process.Id}/task")
            .SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return [process.Id, .. children.Select(id => int.Parse(id, CultureInfo.InvariantCulture))];
    }

    /// <summary>The clock of another process's processor time, as clock_getcpuclockid(3) makes it.</summary>
    private static long Nanoseconds(int id) =>
        GetTime((~id << 3) | SchedulerClock, out var time) == 0 ? (time.Seconds * 1_000_000_000) + time.Nanoseconds : 0;

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpec time);

    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
