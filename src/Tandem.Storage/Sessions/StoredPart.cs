using System.Text.Json.Serialization;
using Tandem.Providers.Chat;

namespace Tandem.Storage.Sessions;

/// <summary>A message's part as it is kept: our own shape, so that no change of the wire's records changes an old transcript.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(StoredText), "text")]
[JsonDerivedType(typeof(StoredImage), "image")]
[JsonDerivedType(typeof(StoredCall), "tool_call")]
[JsonDerivedType(typeof(StoredResult), "tool_result")]
[JsonDerivedType(typeof(StoredReasoning), "reasoning")]
internal abstract record StoredPart
{
    /// <summary>There is a cache mark here; its time to live as written, empty for the provider's default.</summary>
    public string? Cache { get; init; }

    public static StoredPart Of(ChatPart part)
    {
        StoredPart stored = part switch
        {
            TextPart text => new StoredText(text.Text),
            ImagePart image => new StoredImage(image.MediaType, image.Data.IsEmpty ? null : Convert.ToBase64String(image.Data.Span), image.Url, image.Detail),
            ToolCallPart call => new StoredCall(call.Id, call.Name, call.Arguments),
            ToolResultPart result => new StoredResult(result.CallId, [.. result.Content.Select(Of)], result.IsError, result.Name),
            ReasoningPart reasoning => new StoredReasoning(reasoning.Text, reasoning.Signature, reasoning.Redacted),
            _ => throw new InvalidOperationException($"A part of type {part.GetType().Name} has no stored shape; add one to {nameof(StoredPart)}."),
        };
        return part.Cache is { } mark ? stored with { Cache = mark.TimeToLive ?? "" } : stored;
    }

    public ChatPart ToPart()
    {
        var part = Bare();
        return Cache is null ? part : part with { Cache = new CacheMark(Cache.Length == 0 ? null : Cache) };
    }

    protected abstract ChatPart Bare();
}

internal sealed record StoredText(string Text) : StoredPart
{
    protected override ChatPart Bare() => new TextPart(Text);
}

internal sealed record StoredImage(string MediaType, string? Data, string? Url, string? Detail) : StoredPart
{
    protected override ChatPart Bare() => new ImagePart(MediaType, Data is null ? default : Convert.FromBase64String(Data), Url, Detail);
}

internal sealed record StoredCall(string Id, string Name, string Arguments) : StoredPart
{
    protected override ChatPart Bare() => new ToolCallPart(Id, Name, Arguments);
}

internal sealed record StoredResult(string CallId, IReadOnlyList<StoredPart> Content, bool IsError, string? Name) : StoredPart
{
    protected override ChatPart Bare() => new ToolResultPart(CallId, [.. Content.Select(part => part.ToPart())], IsError, Name);
}

internal sealed record StoredReasoning(string Text, string? Signature, string? Redacted) : StoredPart
{
    protected override ChatPart Bare() => new ReasoningPart(Text, Signature, Redacted);
}
