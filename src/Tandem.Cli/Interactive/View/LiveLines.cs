namespace Tandem.Cli.Interactive.View;

/// <summary>Lines that are drawn anew, and where the cursor stands in them.</summary>
internal sealed record LiveLines(IReadOnlyList<string> Lines, int CursorRow, int CursorColumn)
{
    /// <summary>The same below others.</summary>
    public LiveLines Below(IReadOnlyList<string> above) => new([.. above, .. Lines], above.Count + CursorRow, CursorColumn);

    public LiveLines Above(params IReadOnlyList<string> below) => this with { Lines = [.. Lines, .. below] };
}
