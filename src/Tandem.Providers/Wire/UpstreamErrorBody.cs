using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Tandem.Providers.Wire;

/// <summary>What can be read from an upstream's error, whatever its shape: <c>{"error":{…}}</c>, <c>{"error":"…"}</c>, <c>{"message":…}</c>, <c>{"detail":…}</c>, a list of one.</summary>
/// <param name="Words">Type, code, status word and message, in lower case: to be looked at, not to be shown.</param>
/// <param name="Status">A status that stands in the body.</param>
internal sealed record UpstreamErrorBody(string Words, int? Status = null, TimeSpan? RetryAfter = null)
{
    private const int MostWords = 8_192;

    public static UpstreamErrorBody Parse(ReadOnlySpan<byte> body)
    {
        var words = new StringBuilder();
        int? status = null;
        TimeSpan? retryAfter = null;
        var member = "";
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 32 });
            while (reader.Read() && words.Length < MostWords)
            {
                if (reader.TokenType == JsonTokenType.PropertyName) member = reader.GetString() ?? "";
                if (reader.TokenType == JsonTokenType.Number && (member is "code" or "status" or "status_code") && reader.TryGetInt32(out var code) && code is >= 400 and < 600) status = code;
                if (reader.TokenType != JsonTokenType.String) continue;
                var text = reader.GetString() ?? "";
                words.Append(text.AsSpan(0, Math.Min(text.Length, 2_048))).Append('\n');
                if (member is "code" && int.TryParse(text, CultureInfo.InvariantCulture, out var written) && written is >= 400 and < 600) status = written;
                if (member is "retryDelay" && text.EndsWith('s') && double.TryParse(text[..^1], CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 1e6)
                    retryAfter = TimeSpan.FromSeconds(seconds);
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            words.Append(Encoding.UTF8.GetString(body[..Math.Min(body.Length, 2_048)]));
        }

        var all = words.ToString().ToLowerInvariant();
        return new UpstreamErrorBody(all, status ?? StatusByWord(all), retryAfter);
    }

    private static int? StatusByWord(string words) =>
        words.Contains("overloaded", StringComparison.Ordinal) || words.Contains("unavailable", StringComparison.Ordinal) ? 503
        : words.Contains("rate_limit", StringComparison.Ordinal) || words.Contains("resource_exhausted", StringComparison.Ordinal) ? 429
        : words.Contains("not_found_error", StringComparison.Ordinal) ? 404
        : words.Contains("invalid_request", StringComparison.Ordinal) || words.Contains("invalid_argument", StringComparison.Ordinal) ? 400
        : null;
}
