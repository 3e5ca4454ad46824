using System.Globalization;

namespace Tandem.Llama.Inference;

/// <summary>How much memory can be taken without swapping.</summary>
internal static class MachineMemory
{
    private const string LinuxMemory = "/proc/meminfo";

    /// <summary>Bytes. Pages that only cache files count as free, because the kernel gives them up.</summary>
    public static long FreeBytes()
    {
        var info = GC.GetGCMemoryInfo();
        var limit = info.TotalAvailableMemoryBytes; // Respects a container's limit.
        if (File.Exists(LinuxMemory))
        {
            foreach (var line in File.ReadLines(LinuxMemory))
            {
                if (line.StartsWith("MemAvailable:", StringComparison.Ordinal) &&
                    long.TryParse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture, out var kibibytes))
                {
                    return Math.Min(limit, kibibytes * 1024);
                }
            }
        }

        return limit - info.MemoryLoadBytes;
    }
}
