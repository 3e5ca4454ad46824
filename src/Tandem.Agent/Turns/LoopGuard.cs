using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Tandem.Agent.Turns;

/// <summary>Notices a model that goes in circles: the same call with the same result, over and over.</summary>
internal sealed class LoopGuard
{
    /// <summary>From this many equal calls with equal results on, the next one is not run but answered with a warning.</summary>
    public const int WarnAfter = 3;

    /// <summary>From this many on, the turn ends.</summary>
    public const int StopAfter = 6;

    private readonly Dictionary<string, (string Result, int Count)> _seen = new(StringComparer.Ordinal);

    public bool IsStuck => _seen.Values.Any(seen => seen.Count >= StopAfter);

    /// <summary>How often this very call gave its last result in a row.</summary>
    public int Count(string tool, string arguments) => _seen.TryGetValue(Key(tool, arguments), out var seen) ? seen.Count : 0;

    public void Record(string tool, string arguments, string result)
    {
        var key = Key(tool, arguments);
        var hash = Hash(result);
        _seen[key] = _seen.TryGetValue(key, out var seen) && seen.Result == hash ? (hash, seen.Count + 1) : (hash, 1);
    }

    /// <summary>A refused repetition counts as one more.</summary>
    public void Repeat(string tool, string arguments)
    {
        var key = Key(tool, arguments);
        _seen[key] = (_seen[key].Result, _seen[key].Count + 1);
    }

    private static string Key(string tool, string arguments) => tool + "\0" + Plain(arguments);

    /// <summary>Blanks, escapes and the order of properties make no other call.</summary>
    private static string Plain(string arguments) => Sorted(JsonNode.Parse(arguments))?.ToJsonString() ?? "null";

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => KeyValuePair.Create(one.Key, Sorted(one.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
