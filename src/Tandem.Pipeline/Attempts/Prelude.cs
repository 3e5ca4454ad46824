using Tandem.Providers;

namespace Tandem.Pipeline.Attempts;

/// <summary>Frames before the first model output, held back so that a failure can still move to another model unseen.</summary>
internal sealed class Prelude
{
    /// <summary>A peer that sends more than this without any output gets no more of our memory.</summary>
    private const int MaxBytes = 256 * 1024;

    private readonly List<RelayFrame> _frames = [];
    private int _bytes;

    /// <summary>Holds a frame, or answers false: too much came without any output.</summary>
    public bool TryHold(in RelayFrame frame)
    {
        _bytes += frame.Bytes.Length;
        if (_bytes > MaxBytes)
            return false;
        _frames.Add(frame with { Bytes = frame.Bytes.ToArray() }); // The bytes are the reader's until the next frame.
        return true;
    }

    public IReadOnlyList<RelayFrame> Release()
    {
        var held = _frames.ToArray();
        _frames.Clear();
        _bytes = 0;
        return held;
    }
}
