using System.Text.Json;

namespace Tandem.Server.Gateway.Idempotency;

/// <summary>What became of a request with an idempotency key.</summary>
/// <param name="Headers">Of the answer; null = the request failed before any output, so that it may run again.</param>
internal sealed record KeptOutcome(Dictionary<string, string>? Headers)
{
    /// <summary>The answer's bytes.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public ReadOnlyMemory<byte> Body { get; init; }

    public byte[] ToBytes() => [.. JsonSerializer.SerializeToUtf8Bytes(this, ServerJson.Default.KeptOutcome), (byte)'\n', .. Body.Span];

    public static KeptOutcome Of(ReadOnlyMemory<byte> bytes)
    {
        var end = bytes.Span.IndexOf((byte)'\n');
        return JsonSerializer.Deserialize(bytes.Span[..end], ServerJson.Default.KeptOutcome)! with { Body = bytes[(end + 1)..] };
    }
}
