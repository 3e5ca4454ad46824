using System.Text.Json.Serialization;
using Tandem.Agent.Sessions;
using Tandem.Providers.Chat;

namespace Tandem.Storage.Sessions;

/// <summary>The body of a transcript's row; sequence, time and kind are columns.</summary>
internal sealed record StoredEntry
{
    public ChatRole? Role { get; init; }

    public IReadOnlyList<StoredPart>? Parts { get; init; }

    public string? DecisionId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsPrivate { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsUntrusted { get; init; }

    public string? Detail { get; init; }

    public static StoredEntry Of(TranscriptEntry entry) => new()
    {
        Role = entry.Message?.Role,
        Parts = entry.Message is { } message ? [.. message.Parts.Select(StoredPart.Of)] : null,
        DecisionId = entry.DecisionId,
        IsPrivate = entry.IsPrivate,
        IsUntrusted = entry.IsUntrusted,
        Detail = entry.Detail,
    };

    public TranscriptEntry ToEntry(int sequence, DateTimeOffset time, string kind) => new(sequence, time, kind)
    {
        Message = Role is { } role ? new ChatMessage(role, [.. (Parts ?? []).Select(part => part.ToPart())]) : null,
        DecisionId = DecisionId,
        IsPrivate = IsPrivate,
        IsUntrusted = IsUntrusted,
        Detail = Detail,
    };
}
