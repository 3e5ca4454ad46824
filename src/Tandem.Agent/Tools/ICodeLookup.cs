using Tandem.CodeIndex.Search;

namespace Tandem.Agent.Tools;

/// <summary>Finds code by what it is about. Safe for concurrent use.</summary>
public interface ICodeLookup
{
    /// <summary>The places that answer a question, best first; brings the index up to date before.</summary>
    /// <param name="note">What the person or the model should know about the answer; null = nothing.</param>
    IReadOnlyList<SearchHit> Search(string question, int count, out string? note, CancellationToken cancellationToken);
}
