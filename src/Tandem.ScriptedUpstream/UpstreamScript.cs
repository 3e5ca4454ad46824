namespace Tandem.ScriptedUpstream;

/// <summary>What a scripted upstream answers.</summary>
public sealed record UpstreamScript
{
    /// <summary>In order; the last one is repeated. Empty = an answer of "ok".</summary>
    public IReadOnlyList<Reply> Replies { get; init; } = [];

    /// <summary>Chooses by the request instead; called with the request and its number from 0.</summary>
    public Func<UpstreamCall, int, Reply>? Answer { get; init; }

    /// <summary>Requests are kept for who asks later; false for long runs.</summary>
    public bool KeepsCalls { get; init; } = true;

    /// <summary>Names in model lists.</summary>
    public IReadOnlyList<string> Models { get; init; } = ["scripted"];

    /// <summary>The key that requests must carry in their dialect's header; null = none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Streams are sent in pieces of seeded lengths that mind neither events nor characters, so that a reader meets every boundary; null = an event a piece.</summary>
    public int? CutSeed { get; init; }
}
