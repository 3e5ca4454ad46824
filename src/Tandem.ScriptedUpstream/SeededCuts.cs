namespace Tandem.ScriptedUpstream;

/// <summary>Cuts a stream of bytes into pieces of seeded lengths: now one byte, now several events in one.</summary>
internal sealed class SeededCuts(int seed, int number)
{
    private const int LongestPiece = 400;

    private readonly Random _random = new(unchecked((seed * 7_919) + number));
    private readonly List<byte> _held = [];
    private int _next = 1;

    /// <summary>The pieces that are full with these bytes; what is left waits for more.</summary>
    public IReadOnlyList<byte[]> Add(ReadOnlyMemory<byte> bytes)
    {
        _held.AddRange(bytes.Span);
        var pieces = new List<byte[]>();
        while (_held.Count >= _next)
        {
            pieces.Add([.. _held[.._next]]);
            _held.RemoveRange(0, _next);
            // Short pieces are the hard ones, so that every second is below sixteen bytes.
            _next = _random.Next(2) == 0 ? _random.Next(1, 16) : _random.Next(16, LongestPiece);
        }

        return pieces;
    }

    public byte[] Rest()
    {
        byte[] rest = [.. _held];
        _held.Clear();
        return rest;
    }
}
