using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Tandem.Agent.Tools;

/// <summary>What the model last saw of each file. Safe for concurrent use.</summary>
internal sealed class ReadMarks
{
    private readonly ConcurrentDictionary<string, string> _hashes = new(StringComparer.Ordinal);

    /// <summary>The model knows the file as these bytes.</summary>
    public void Set(string path, ReadOnlySpan<byte> bytes) => _hashes[path] = Hash(bytes);

    public void Remove(string path) => _hashes.TryRemove(path, out _);

    public void Clear() => _hashes.Clear();

    /// <summary>True = as it was read; false = somebody changed it since; null = it was never read.</summary>
    public bool? IsCurrent(string path, ReadOnlySpan<byte> bytes) => _hashes.TryGetValue(path, out var known) ? known == Hash(bytes) : null;

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
