namespace Tandem.Llama.Hub;

/// <summary>How far a pull is.</summary>
/// <param name="DoneBytes">Bytes on disk, those of an earlier try included.</param>
/// <param name="TotalBytes">Bytes of the whole file.</param>
/// <param name="BytesPerSecond">Speed of this try so far; 0 at its start.</param>
public readonly record struct PullProgress(long DoneBytes, long TotalBytes, double BytesPerSecond)
{
    /// <summary>Time that the rest takes at this speed; null while unknown.</summary>
    public TimeSpan? Remaining => BytesPerSecond > 0 ? TimeSpan.FromSeconds((TotalBytes - DoneBytes) / BytesPerSecond) : null;
}
