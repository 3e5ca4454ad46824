namespace Tandem.Agent.Tools;

/// <summary>Tells text from what is none, as git does: by a NUL near the front.</summary>
public static class BinaryCheck
{
    private const int SniffedBytes = 8_000;

    /// <summary>True also for UTF-16, which is full of NULs.</summary>
    public static bool IsBinary(ReadOnlySpan<byte> bytes) => bytes[..Math.Min(bytes.Length, SniffedBytes)].Contains((byte)0);
}
