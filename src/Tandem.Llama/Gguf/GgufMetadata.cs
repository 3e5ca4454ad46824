namespace Tandem.Llama.Gguf;

/// <summary>The key-value pairs of a GGUF header. Integers come as <see cref="long"/>, floats as <see cref="double"/>, whatever their width.</summary>
public sealed class GgufMetadata
{
    private readonly Dictionary<string, object> _values;

    internal GgufMetadata(Dictionary<string, object> values) => _values = values;

    public IEnumerable<string> Keys => _values.Keys;

    public bool Contains(string key) => _values.ContainsKey(key);

    /// <summary>The string under a key, or null where the key is missing.</summary>
    public string? Text(string key) => Find<string>(key, "a string");

    /// <summary>The boolean under a key, or null where the key is missing.</summary>
    public bool? Flag(string key) => _values.TryGetValue(key, out var value)
        ? value as bool? ?? throw Mistyped(key, "a boolean")
        : null;

    /// <summary>The whole number under a key, or null where the key is missing.</summary>
    public long? Whole(string key) => _values.TryGetValue(key, out var value)
        ? value as long? ?? throw Mistyped(key, "a whole number")
        : null;

    /// <summary>The number under a key, or null where the key is missing.</summary>
    public double? Number(string key) => _values.TryGetValue(key, out var value)
        ? value switch { double number => number, long whole => whole, _ => throw Mistyped(key, "a number") }
        : null;

    public string[]? Texts(string key) => Find<string[]>(key, "a list of strings");

    public long[]? Wholes(string key) => Find<long[]>(key, "a list of whole numbers");

    public double[]? Numbers(string key) => _values.TryGetValue(key, out var value)
        ? value switch
        {
            double[] numbers => numbers,
            long[] whole => Array.ConvertAll(whole, x => (double)x),
            _ => throw Mistyped(key, "a list of numbers"),
        }
        : null;

    private T? Find<T>(string key, string kind)
        where T : class =>
        _values.TryGetValue(key, out var value) ? value as T ?? throw Mistyped(key, kind) : null;

    private static ModelFileException Mistyped(string key, string kind) => ModelFileException.Corrupt($"'{key}' should be {kind}.");
}
