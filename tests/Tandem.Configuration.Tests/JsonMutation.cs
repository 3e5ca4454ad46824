using System.Text.Json.Nodes;

namespace Tandem.Configuration.Tests;

/// <summary>Changes one place of a document: another type, another value, a key too many or too few.</summary>
internal static class JsonMutation
{
    public static void Apply(JsonNode root, Random chance)
    {
        var places = Places(root).ToList();
        var (parent, key, index) = places[chance.Next(places.Count)];
        if (parent is JsonObject map)
        {
            switch (chance.Next(4))
            {
                case 0:
                    map.Remove(key!);
                    break;
                case 1:
                    map[Word(chance)] = Value(chance);
                    break;
                default:
                    map[key!] = Value(chance);
                    break;
            }
        }
        else
        {
            parent.AsArray()[index] = Value(chance);
        }
    }

    private static JsonNode? Value(Random chance) => chance.Next(12) switch
    {
        0 => null,
        1 => JsonValue.Create(true),
        2 => JsonValue.Create(-1),
        3 => JsonValue.Create(0),
        4 => JsonValue.Create(1),
        5 => JsonValue.Create(0.5m),
        6 => JsonValue.Create(1_000_000_000_000_000),
        7 => JsonValue.Create(Word(chance)),
        8 => JsonValue.Create(""),
        9 => new JsonArray(),
        10 => new JsonArray(JsonValue.Create(Word(chance))),
        _ => new JsonObject { [Word(chance)] = JsonValue.Create(1) },
    };

    private static string Word(Random chance)
    {
        string[] words = ["local", "model", "zone", "openai", "auto", "a b", "x/y", "http://h", "user", "8192", "true", "price", "input", "mean", "*", "${NOT_SET}", "version"];
        return words[chance.Next(words.Length)];
    }

    private static IEnumerable<(JsonNode Parent, string? Key, int Index)> Places(JsonNode? node)
    {
        if (node is JsonObject map)
            return map.SelectMany(pair => Places(pair.Value).Prepend((map, pair.Key, 0)));
        if (node is JsonArray list)
            return list.SelectMany((item, index) => Places(item).Prepend((list, (string?)null, index)));
        return [];
    }
}
