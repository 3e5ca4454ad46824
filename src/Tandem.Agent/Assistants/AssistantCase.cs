using Tandem.Agent.Verification;
using Tandem.Providers.Chat;

namespace Tandem.Agent.Assistants;

/// <summary>A test of an assistant.</summary>
/// <param name="Turns">The conversation; the last message is the person's.</param>
/// <param name="Draft">An answer to judge; null = a model writes it.</param>
/// <param name="Verdict">What the gate must say; null = pass.</param>
/// <param name="By">The evaluator that must object; null = any.</param>
public sealed record AssistantCase(
    string Name, IReadOnlyList<ChatMessage> Turns, string? Draft, Verdict? Verdict, string? By, IReadOnlyList<string> Contains, IReadOnlyList<string> Lacks);
