using Tandem.Agent.Tools;
using Tandem.Pipeline.Privacy;

namespace Tandem.Agent.Turns;

/// <summary>The map of the code in front of a conversation: where to look first. Private files are not on it.</summary>
public sealed class MapRules(CodeLookup code, PrivacyOptions privacy) : IRulesSource
{
    private const int MaxTokens = 1_024;
    private const int CharactersPerToken = 3;
    private const int LeastTokens = 100; // A smaller map says nothing.

    public Task<Rules> ReadAsync(int maxCharacters, CancellationToken cancellationToken)
    {
        var tokens = Math.Min(MaxTokens, maxCharacters / CharactersPerToken);
        if (tokens < LeastTokens)
            return Task.FromResult(Rules.None);
        var map = code.Map(tokens, path => !privacy.IsPrivate(path), cancellationToken);
        return Task.FromResult(map.Length == 0 ? Rules.None : new Rules($"Map of the most used definitions (line, kind, name):\n{map}", []));
    }
}
