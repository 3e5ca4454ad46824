using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Tandem.Routing.Outcomes;

/// <summary>Reads outcome files: one JSON object a line, plain or gzip (told by its first two bytes).</summary>
public static class OutcomeReader
{
    private static readonly string[] s_topicKeys = ["subject", "category", "difficulty", "difficulty_hidden"];

    /// <summary>Rows in file order. The stream stays open.</summary>
    /// <param name="name">The file's name, for error messages.</param>
    /// <exception cref="OutcomeFormatException">A line is no JSON object, or lacks <c>id</c>, <c>prompt</c> or <c>messages</c>; or a score is outside [0, 1].</exception>
    public static IEnumerable<OutcomeRow> Read(Stream stream, string name)
    {
        using var text = Open(stream);
        var line = 0;
        while (text.ReadLine() is { } json)
        {
            line++;
            if (!string.IsNullOrWhiteSpace(json))
                yield return Parse(json, name, line, OutcomeParts.All);
        }
    }

    /// <summary>The same without scores, costs and topics, which a router may not see when it scores.</summary>
    /// <exception cref="OutcomeFormatException">As <see cref="Read"/>.</exception>
    public static IEnumerable<OutcomeRow> ReadPrompts(Stream stream, string name)
    {
        using var text = Open(stream);
        var line = 0;
        while (text.ReadLine() is { } json)
        {
            line++;
            if (!string.IsNullOrWhiteSpace(json))
                yield return Parse(json, name, line, OutcomeParts.Prompt);
        }
    }

    private static StreamReader Open(Stream stream)
    {
        var buffered = new BufferedStream(stream, 1 << 16);
        var header = new byte[2];
        var read = buffered.ReadAtLeast(header, 2, throwOnEndOfStream: false);
        Stream whole = new PrefixedStream(header.AsMemory(0, read), buffered);
        if (header is [0x1F, 0x8B])
            whole = new GZipStream(whole, CompressionMode.Decompress);
        return new StreamReader(whole, Encoding.UTF8);
    }

    private static OutcomeRow Parse(string json, string name, int line, OutcomeParts parts)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var row = document.RootElement;
            if (row.ValueKind != JsonValueKind.Object)
                throw new OutcomeFormatException(name, line, "expected a JSON object.");
            var id = Text(row, "id") ?? throw new OutcomeFormatException(name, line, "\"id\" is missing; every row needs one.");
            var prompt = Text(row, "prompt") ?? LastUserTurn(row)
                ?? throw new OutcomeFormatException(name, line, "neither \"prompt\" nor \"messages\" with a user turn; add one of them.");
            var result = new OutcomeRow { Id = id, Prompt = prompt, Language = Text(row, "language"), Group = Text(row, "group") ?? id };
            return parts == OutcomeParts.Prompt ? result : result with
            {
                Scores = Numbers(row, "scores", name, line, 1),
                CostUsd = Numbers(row, "cost", name, line, double.MaxValue),
                Source = Text(row, "source"),
                Domain = Text(row, "domain"),
                Split = Text(row, "split"),
                Propensity = row.TryGetProperty("propensity", out var p) && p.ValueKind == JsonValueKind.Number ? p.GetDouble() : null,
                Topics = [.. s_topicKeys.Select(key => (Key: key, Value: Text(row, key))).Where(t => t.Value is not null).Select(t => $"{t.Key}:{t.Value}")],
            };
        }
        catch (JsonException e)
        {
            throw new OutcomeFormatException(name, line, "not valid JSON: " + e.Message, e);
        }
    }

    private static string? Text(JsonElement row, string key) =>
        row.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string? LastUserTurn(JsonElement row)
    {
        if (!row.TryGetProperty("messages", out var messages) || messages.ValueKind != JsonValueKind.Array)
            return null;
        string? last = null;
        foreach (var message in messages.EnumerateArray())
        {
            if (message.ValueKind == JsonValueKind.Object && Text(message, "role") == "user" && message.TryGetProperty("content", out var content))
                last = ContentText(content) ?? last;
        }

        return last;
    }

    private static string? ContentText(JsonElement content) => content.ValueKind switch
    {
        JsonValueKind.String => content.GetString(),
        JsonValueKind.Array => string.Join('\n', content.EnumerateArray().Where(part => part.ValueKind == JsonValueKind.Object).Select(part => Text(part, "text")).OfType<string>()),
        _ => null,
    };

    private static Dictionary<string, double> Numbers(JsonElement row, string key, string name, int line, double most)
    {
        var result = new Dictionary<string, double>(StringComparer.Ordinal);
        if (!row.TryGetProperty(key, out var numbers) || numbers.ValueKind != JsonValueKind.Object)
            return result;
        foreach (var entry in numbers.EnumerateObject())
        {
            if (entry.Value.ValueKind != JsonValueKind.Number)
                continue; // A model that gave no answer is a missing score, not a zero.
            var value = entry.Value.GetDouble();
            if (!(value >= 0 && value <= most))
                throw new OutcomeFormatException(name, line, $"{key} of \"{entry.Name}\" is {value}, outside 0 to {most}.");
            result[entry.Name] = value;
        }

        return result;
    }

    private enum OutcomeParts
    {
        Prompt,
        All,
    }
}
