namespace Tandem.Agent.Turns;

/// <summary>What always stands in front of a conversation: the repository's instructions, an assistant's text, the map of the code.</summary>
public interface IRulesSource
{
    /// <summary>Asked at the start of a session and again after compaction.</summary>
    /// <param name="maxCharacters">What there is room for.</param>
    Task<Rules> ReadAsync(int maxCharacters, CancellationToken cancellationToken);
}
