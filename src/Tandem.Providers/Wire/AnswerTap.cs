using System.Text.Json;
using Tandem.Providers.Chat;
using Tandem.Routing.Prices;

namespace Tandem.Providers.Wire;

/// <summary>Reads from an answer's bytes what they mean, on their way to a client of the same dialect; makes no object per event.</summary>
internal abstract class AnswerTap
{
    /// <summary>The last count that the upstream gave.</summary>
    public TokenUsage Usage { get; protected set; }

    public bool HasUsage { get; protected set; }

    /// <summary>Not <see cref="FinishReason.None"/> once the model said that its answer is whole: what follows belongs to the terminal frame.</summary>
    public FinishReason Finish { get; protected set; }

    /// <summary>The dialect's terminator was read.</summary>
    public bool Ended { get; protected set; }

    /// <summary>What ends a stream in this dialect, for an upstream that forgot it.</summary>
    public virtual ReadOnlyMemory<byte> Terminator => default;

    /// <summary>Reads one event of a stream.</summary>
    /// <exception cref="JsonException">It is not JSON of the expected shape.</exception>
    /// <exception cref="UpstreamException">It is an error.</exception>
    public abstract BlockMeaning Read(ReadOnlySpan<byte> data);

    /// <summary>Reads an answer that came whole.</summary>
    public abstract BlockMeaning ReadWhole(ReadOnlySpan<byte> body);

    /// <summary>Bytes of a string value, as they stand.</summary>
    protected static int Length(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.String ? reader.ValueSpan.Length : 0;

    protected static void Count(ref Utf8JsonReader reader, ref long target, ref bool has)
    {
        if (LenientCountConverter.Plausible(ref reader) is not { } count) return;
        target = count;
        has = true;
    }

    /// <summary>Moves to the next member's value and skips it when the caller did not read it.</summary>
    protected static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (reader.TokenType != type) throw new JsonException("The event has another shape than the dialect's.");
    }
}

/// <summary>What one event is.</summary>
/// <param name="OutputBytes">Bytes of model output in it.</param>
/// <param name="Drop">Not for the client: it did not ask for it.</param>
internal readonly record struct BlockMeaning(FrameKinds Kinds, int OutputBytes, bool Drop = false);
