namespace Tandem.Cli.Interactive.Completion;

/// <summary>Files and names of the workspace that a message can mention.</summary>
internal interface IMentions
{
    /// <summary>What <c>@word</c> may mean, the likeliest first. Answers at once from what is known so far.</summary>
    IReadOnlyList<Offer> Find(string word, int count);
}
