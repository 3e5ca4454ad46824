using Tandem.Agent.Turns;

namespace Tandem.Agent.Compaction;

/// <summary>A shorter history.</summary>
/// <param name="Items">All of it.</param>
/// <param name="Summary">The message that stands for the old part; null where there was none.</param>
/// <param name="Kept">How many of the old items it ends with.</param>
internal sealed record CompactedHistory(IReadOnlyList<ConversationItem> Items, ConversationItem? Summary, int Kept, decimal CostUsd);
