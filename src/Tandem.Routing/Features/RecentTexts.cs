using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Tandem.Routing.Features;

/// <summary>What was worked out of the last texts: the steps of one task all carry the same words, and pay for them once.</summary>
/// <remarks>Holds hashes, no text. Bounded; safe for concurrent use.</remarks>
/// <typeparam name="TCircumstances">What the result depends on beside the text.</typeparam>
/// <typeparam name="TResult">What was worked out.</typeparam>
internal sealed class RecentTexts<TCircumstances, TResult>
    where TCircumstances : struct, IEquatable<TCircumstances>
{
    /// <summary>So many are kept at least, and twice as many at most.</summary>
    private const int Kept = 256;

    private readonly Lock _gate = new();
    private Dictionary<(UInt128 Text, TCircumstances), TResult> _newer = [];
    private Dictionary<(UInt128 Text, TCircumstances), TResult> _older = [];

    /// <param name="work">Pure. It may run twice for a text that two callers bring at once.</param>
    public TResult Get(string text, TCircumstances circumstances, Func<string, TCircumstances, TResult> work)
    {
        var key = (Hash(text), circumstances);
        lock (_gate)
        {
            if (_newer.TryGetValue(key, out var known))
                return known;
            if (_older.TryGetValue(key, out known))
            {
                Keep(key, known);
                return known;
            }
        }

        var result = work(text, circumstances);
        lock (_gate)
            Keep(key, result);
        return result;
    }

    private void Keep((UInt128, TCircumstances) key, TResult result)
    {
        if (_newer.Count >= Kept)
            (_older, _newer) = (_newer, []);
        _newer[key] = result;
    }

    /// <summary>Of a hash that nobody can find a second text for: a result of one text must never be taken for another's.</summary>
    private static UInt128 Hash(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan()), hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }
}
