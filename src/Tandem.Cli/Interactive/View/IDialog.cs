using Tandem.Cli.Interactive.Keys;

namespace Tandem.Cli.Interactive.View;

/// <summary>A question that takes the place of the input line until it is answered.</summary>
internal interface IDialog
{
    /// <summary>Answered, or withdrawn.</summary>
    bool IsOver { get; }

    /// <summary>What stays on the screen afterwards; null = nothing.</summary>
    string? Receipt { get; }

    LiveLines Lines(int columns, int rows);

    void Press(Key key);
}
