using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tandem.Configuration.Origins;

/// <summary>What <c>config show</c> prints: every effective value, with <c>--origin</c> also where it comes from.</summary>
public static class OriginReport
{
    /// <summary>One line per value: <c>key = value</c>, and the origin behind it in an aligned column.</summary>
    public static string ToText(IReadOnlyList<OriginEntry> entries, bool withOrigin)
    {
        const int widest = 60;
        var lines = entries.Select(entry => (Left: $"{entry.Key} = {entry.Value}", entry.Origin)).ToList();
        var width = lines.Select(line => line.Left.Length).Where(length => length <= widest).DefaultIfEmpty(0).Max();
        var text = new StringBuilder();
        foreach (var (left, origin) in lines)
            text.Append(withOrigin ? $"{left.PadRight(width)}  # {origin}" : left).Append('\n');
        return text.ToString();
    }

    /// <summary>A JSON array of <c>{"key","value","origin","file"?,"line"?,"column"?,"note"?}</c>; for a variable or option <c>file</c> is its name.</summary>
    public static string ToJson(IReadOnlyList<OriginEntry> entries) =>
        JsonSerializer.Serialize([.. entries.Select(Row)], OriginJson.Default.OriginRowArray);

    private static OriginRow Row(OriginEntry entry)
    {
        var origin = entry.Origin;
        var isFile = origin.Kind is OriginKind.UserFile or OriginKind.ProjectFile;
        var hasName = isFile || origin.Kind is OriginKind.Environment or OriginKind.CommandLine;
        return new OriginRow(
            entry.Key, entry.Value, origin.Kind, hasName ? origin.File : null, isFile ? origin.Line : null, isFile ? origin.Column : null, origin.Note);
    }
}

internal sealed record OriginRow(string Key, string Value, OriginKind Origin, string? File, int? Line, int? Column, string? Note);

[JsonSerializable(typeof(OriginRow[]))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class OriginJson : JsonSerializerContext;
