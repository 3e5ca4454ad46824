using Tandem.Cli.Interactive.Editing;

namespace Tandem.Cli.Interactive.Completion;

/// <summary>Finds what the word at the caret may become. Asked at every key, so that it answers at once.</summary>
internal interface ICompleter
{
    /// <summary>Null = nothing to offer.</summary>
    OfferList? Find(InputBuffer buffer);
}
