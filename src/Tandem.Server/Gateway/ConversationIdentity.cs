using System.Security.Cryptography;
using System.Text;
using Tandem.Pipeline.Ids;

namespace Tandem.Server.Gateway;

/// <summary>Which conversation a request belongs to: the header's word, else a hash of who asks, system text and first user message. Never the same for two owners.</summary>
internal static class ConversationIdentity
{
    public static SessionId? Of(string owner, string? header, string conversationHash)
    {
        if (header is null && conversationHash.Length == 0)
            return null; // No conversation: texts to embed.
        var text = header is null ? $"{owner}\0text\0{conversationHash}" : $"{owner}\0named\0{header}";
        return new SessionId("ses_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16)));
    }
}
