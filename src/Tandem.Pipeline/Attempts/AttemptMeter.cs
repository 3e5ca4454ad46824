using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Ledger;
using Tandem.Pipeline.Models;
using Tandem.Pipeline.Observations;
using Tandem.Pipeline.Planning;
using Tandem.Providers;
using Tandem.Routing.Prices;

namespace Tandem.Pipeline.Attempts;

/// <summary>Measures one attempt: time, tokens, money. What an upstream does not count, or counts absurdly, is counted here and flagged.</summary>
internal sealed class AttemptMeter(PooledModel model, ModelRequest request, int number, int maxOutputTokens, TimeProvider time)
{
    /// <summary>Bytes of text in a token where nothing was learned of a model: English and code lie between 3.5 and 4.5.</summary>
    private const double TypicalBytesPerToken = 4;

    /// <summary>An upstream's count above its bound by this share is absurd: reasoning and chat templates add something, never this much.</summary>
    private const double Tolerance = 1.5;

    private const int TemplateTokens = 2_000;

    private readonly long _started = time.GetTimestamp();
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    private readonly AttemptId _id = AttemptId.New(time.GetUtcNow());
    private TokenUsage? _reported;
    private long _outputBytes;
    private long _outputPieces;
    private TimeSpan? _firstToken;

    /// <summary>Anything of the answer came.</summary>
    public bool HasProgress => _firstToken is not null;

    public void Read(in RelayFrame frame)
    {
        if (frame.Kinds.HasFlag(FrameKinds.Progress))
        {
            _firstToken ??= time.GetElapsedTime(_started);
            _outputBytes += frame.OutputBytes;
            _outputPieces += frame.OutputPieces;
        }

        if (frame.Kinds.HasFlag(FrameKinds.Usage))
            _reported = frame.Usage;
    }

    /// <summary>Ends the attempt.</summary>
    /// <param name="wasSent">The upstream has the prompt and bills it. False where it refused or never answered.</param>
    public AttemptEntry End(AttemptState state, bool wasSent, UpstreamException? failure = null)
    {
        var usage = wasSent || HasProgress ? Usage() : default;
        return new AttemptEntry
        {
            Id = _id,
            Number = number,
            Model = model.Options.Name,
            UpstreamName = model.Options.UpstreamName,
            Zone = model.Options.Zone,
            StartedAt = _startedAt,
            FirstToken = _firstToken,
            Duration = time.GetElapsedTime(_started),
            State = state,
            Error = failure?.Error,
            Status = failure?.Status,
            Usage = usage,
            Cost = model.Options.Price.Cost(usage),
        };
    }

    public ModelObservation Observe() => new(
        model.Options.Name,
        request.Outline.ImageCount > 0 ? 0 : request.Outline.TextBytes, // Images are tokens without bytes of text.
        _reported?.InputTokens ?? 0,
        _outputBytes,
        _reported is { } usage ? usage.OutputTokens - usage.ReasoningTokens : 0,
        _firstToken ?? time.GetElapsedTime(_started),
        time.GetElapsedTime(_started));

    private TokenUsage Usage() => _reported is { } reported && IsPlausible(reported) ? reported : Count();

    private bool IsPlausible(TokenUsage usage) =>
        usage is { InputTokens: > 0, OutputTokens: >= 0, CachedInputTokens: >= 0, CacheWriteTokens: >= 0 }
        && usage.InputTokens <= request.Outline.TextBytes * Tolerance + TemplateTokens * (1 + request.Outline.ImageCount)
        && usage.OutputTokens <= (long)maxOutputTokens * request.Outline.ChoiceCount * Tolerance + TemplateTokens
        && (usage.OutputTokens > 0 || _outputBytes == 0);

    private TokenUsage Count()
    {
        var known = model.Statistics;
        var input = known is not null
            ? (long)Math.Ceiling(request.Outline.TextBytes / known.BytesPerTokenMean)
            : TokenCounter.Count(request) ?? (long)Math.Ceiling(request.Outline.TextBytes / TypicalBytesPerToken);
        // An event of the stream is a token at most upstreams; where they gather several, the bytes tell.
        var byBytes = (long)Math.Ceiling(_outputBytes / (known?.OutputBytesPerToken ?? TypicalBytesPerToken));
        var output = known is not null ? byBytes : Math.Max(_outputPieces, byBytes);
        return new TokenUsage { InputTokens = input, OutputTokens = output, Estimated = true };
    }
}
