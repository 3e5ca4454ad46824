using System.Security.Cryptography;
using System.Text;
using Tandem.Providers;
using Tandem.Providers.Chat;

namespace Tandem.Pipeline.Planning;

/// <summary>The text of a request, as it is hashed and kept.</summary>
internal static class PromptText
{
    /// <summary>SHA-256 of the body, or of the text of an in-process request; lower-case hex.</summary>
    public static string Hash(ModelRequest request) =>
        Convert.ToHexStringLower(request.Dialect != Dialect.Native ? SHA256.HashData(request.Body.Span) : SHA256.HashData(Encoding.UTF8.GetBytes(Of(request))));

    public static string Of(ModelRequest request)
    {
        if (request.Embedding is { } embedding)
            return string.Join('\n', embedding.Inputs.Select(input => input.Text ?? string.Join(' ', input.Tokens ?? [])));
        if (request.Chat is not { } chat)
            return Encoding.UTF8.GetString(request.Body.Span);

        var text = new StringBuilder();
        Append(text, chat.System);
        foreach (var message in chat.Messages)
            Append(text, message.Parts);
        foreach (var tool in chat.Tools)
            text.Append(tool.Name).Append('\n').Append(tool.Description).Append('\n').Append(tool.ParametersSchema).Append('\n');
        return text.ToString();
    }

    private static void Append(StringBuilder text, IReadOnlyList<ChatPart> parts)
    {
        foreach (var part in parts)
            switch (part)
            {
                case TextPart { Text: var words }:
                    text.Append(words).Append('\n');
                    break;
                case ToolCallPart call:
                    text.Append(call.Name).Append(call.Arguments).Append('\n');
                    break;
                case ToolResultPart result:
                    Append(text, result.Content);
                    break;
                case ReasoningPart { Text: var words }:
                    text.Append(words).Append('\n');
                    break;
                case ImagePart image:
                    text.Append(image.Url ?? Convert.ToHexStringLower(SHA256.HashData(image.Data.Span))).Append('\n');
                    break;
            }
    }
}
