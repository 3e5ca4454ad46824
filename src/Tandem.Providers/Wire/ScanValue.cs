using System.Text.Json;

namespace Tandem.Providers.Wire;

/// <summary>Steps of a scan that all dialects take. Each leaves the reader on the value's last token.</summary>
internal static class ScanValue
{
    /// <summary>Moves to a plain value and gives its range in the body.</summary>
    public static Range Of(ref Utf8JsonReader reader)
    {
        reader.Read();
        return (int)reader.TokenStartIndex..(int)reader.BytesConsumed;
    }

    /// <summary>Moves over a value of any kind; <paramref name="inner"/> stands at its first token, for a second look.</summary>
    public static Range Whole(ref Utf8JsonReader reader, out Utf8JsonReader inner)
    {
        reader.Read();
        inner = reader;
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return start..(int)reader.BytesConsumed;
    }

    public static string Text(ref Utf8JsonReader reader, string name) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new RequestFormatException($"'{name}' must be a text.");

    public static bool Flag(ref Utf8JsonReader reader, string name) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False or JsonTokenType.Null => false,
        _ => throw new RequestFormatException($"'{name}' must be true or false."),
    };

    public static int? Number(ref Utf8JsonReader reader, string name) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.Number when reader.TryGetInt32(out var number) => number,
        JsonTokenType.Number when reader.TryGetDouble(out var number) && number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue => (int)number,
        _ => throw new RequestFormatException($"'{name}' must be a whole number."),
    };

    public static void Array(ref Utf8JsonReader reader, string name)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray) throw new RequestFormatException($"'{name}' must be a list.");
    }

    public static void IsObject(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new RequestFormatException($"'{name}' must be a list of objects.");
    }

    public static void Skip(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    public static void SkipHere(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) reader.Skip();
    }

    public static void Once(ref int seen, int key, string name)
    {
        if ((seen & (1 << key)) != 0) throw new RequestFormatException($"'{name}' stands twice; give it once.");
        seen |= 1 << key;
    }

    /// <summary>Counts the tools of a list, and their bytes as text of the prompt.</summary>
    public static void CountItems(ref Utf8JsonReader reader, OutlineBuilder outline, string name)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return;
        if (reader.TokenType != JsonTokenType.StartArray) throw new RequestFormatException($"'{name}' must be a list.");
        var start = reader.TokenStartIndex;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            SkipHere(ref reader);
            outline.ToolCount++;
        }

        outline.TextBytes += reader.BytesConsumed - start;
    }

    /// <summary>Moves over a value and counts the texts in it.</summary>
    public static void CountTexts(ref Utf8JsonReader reader, OutlineBuilder outline)
    {
        reader.Read();
        CountTextsHere(ref reader, outline);
    }

    public static void CountTextsHere(ref Utf8JsonReader reader, OutlineBuilder outline)
    {
        var depth = reader.CurrentDepth;
        if (reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject))
        {
            outline.Count(ref reader);
            return;
        }

        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number or JsonTokenType.PropertyName) outline.Count(ref reader);
        }
    }

    /// <summary>The text of a member of the object that the reader stands on, or null.</summary>
    public static string? FindText(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => Find(ref reader, name) && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;

    public static bool StartsWith(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, ReadOnlySpan<byte> prefix) =>
        Find(ref reader, name) && reader.TokenType == JsonTokenType.String && reader.ValueSpan.StartsWith(prefix);

    /// <summary>Moves to a member's value in the object that the reader stands on.</summary>
    public static bool Find(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (reader.TokenType != JsonTokenType.StartObject) return false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var here = reader.ValueTextEquals(name);
            reader.Read();
            if (here) return true;
            reader.Skip();
        }

        return false;
    }
}
