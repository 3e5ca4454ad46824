using Tandem.Egress;
using Tandem.Providers;

namespace Tandem.Pipeline.Attempts;

/// <summary>One step of reading an attempt: a frame, the end, or a failure. A value, because an iterator cannot yield inside a catch.</summary>
internal readonly record struct AttemptResult
{
    /// <summary>The attempt failed; null = a frame is there, or the gate refused.</summary>
    public UpstreamException? Failure { get; private init; }

    /// <summary>The gate did not let the text out: nothing was sent.</summary>
    public EgressRefusedException? Refusal { get; private init; }

    /// <summary>Moves to the next frame.</summary>
    public static async ValueTask<AttemptResult> NextAsync(IAsyncEnumerator<RelayFrame> frames, string model)
    {
        try
        {
            return await frames.MoveNextAsync()
                ? default
                : new() { Failure = new UpstreamException(UpstreamError.CutOff, $"{model} ended its answer without a finish.") };
        }
        catch (Exception exception) when (AttemptFailures.Of(exception, model) is { } failure)
        {
            return new() { Failure = failure };
        }
        catch (EgressRefusedException refusal)
        {
            return new() { Refusal = refusal };
        }
    }
}
