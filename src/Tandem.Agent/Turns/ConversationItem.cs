using Tandem.Providers.Chat;

namespace Tandem.Agent.Turns;

/// <summary>One message with its labels.</summary>
/// <param name="Model">The model that wrote an assistant's message: its signed reasoning means nothing to another.</param>
/// <param name="IsPrivate">It carries text of a private path.</param>
/// <param name="IsUntrusted">It carries text that others wrote.</param>
public sealed record ConversationItem(ChatMessage Message, string? Model = null, bool IsPrivate = false, bool IsUntrusted = false);
