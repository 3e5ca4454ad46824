using System.Text;
using System.Text.Json;
using Microsoft.ML.Tokenizers;
using Tandem.Providers;

namespace Tandem.Pipeline.Planning;

/// <summary>Counts a request's tokens with OpenAI's o200k vocabulary: exact for its models, near enough for the others of today.</summary>
/// <remarks>Loading the vocabulary takes about a second, so this is asked only near a context's limit and where an upstream counted nothing.</remarks>
internal static class TokenCounter
{
    /// <summary>Tokens that a message costs beside its text.</summary>
    private const int PerMessage = 4;

    private static readonly Lazy<Tokenizer> O200k = new(static () => TiktokenTokenizer.CreateForModel("gpt-4o"));

    public static long? Count(ModelRequest request)
    {
        var text = request.Dialect != Dialect.Native ? StringsOf(request.Body.Span) : PromptText.Of(request);
        return O200k.Value.CountTokens(text, considerPreTokenization: true, considerNormalization: false) + request.Outline.MessageCount * PerMessage;
    }

    /// <summary>Every string value of a JSON body, one a line: what a model reads of it.</summary>
    private static string StringsOf(ReadOnlySpan<byte> body)
    {
        var text = new StringBuilder(body.Length);
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
            if (reader.TokenType == JsonTokenType.String)
                text.AppendLine(reader.GetString());
        return text.ToString();
    }
}
