using System.Globalization;
using System.Text;
using ModelContextProtocol.Protocol;

namespace Tandem.Agent.Mcp;

/// <summary>What servers say, as text that is safe to show and to send on.</summary>
internal static class McpText
{
    /// <summary>Without control and invisible characters, at most so long.</summary>
    public static string Clean(string? text, int maxLength)
    {
        if (text is null)
            return "";
        var clean = new StringBuilder(Math.Min(text.Length, maxLength));
        foreach (var letter in text)
        {
            if (clean.Length >= maxLength)
                return clean.Append('…').ToString();
            if (letter is '\n' or '\t' || !(char.IsControl(letter) || char.GetUnicodeCategory(letter) == UnicodeCategory.Format))
                clean.Append(letter);
        }

        return clean.ToString();
    }

    /// <summary>A result's parts as text; what is no text is named.</summary>
    public static string Of(CallToolResult result)
    {
        var text = new StringBuilder();
        foreach (var block in result.Content)
            text.Append(block switch
            {
                TextContentBlock one => one.Text,
                ImageContentBlock image => $"[image, {image.MimeType}: not shown]",
                AudioContentBlock audio => $"[audio, {audio.MimeType}: not shown]",
                EmbeddedResourceBlock { Resource: TextResourceContents resource } => $"[{resource.Uri}]\n{resource.Text}",
                EmbeddedResourceBlock embedded => $"[{embedded.Resource.Uri}: not text]",
                ResourceLinkBlock link => $"[link: {link.Name} {link.Uri}]",
                _ => $"[{block.Type}: not shown]",
            }).Append('\n');
        if (text.Length == 0 && result.StructuredContent is { } structured)
            text.Append(structured);
        return text.ToString().TrimEnd('\n');
    }
}
