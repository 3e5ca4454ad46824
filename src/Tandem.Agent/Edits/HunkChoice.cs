namespace Tandem.Agent.Edits;

/// <summary>The readings of one hunk: more than one where lines of the text look like the format's own markers.</summary>
/// <param name="Readings">Those that quote most lines first: what they quote holds more evidence, so the first that matches is meant.</param>
internal sealed record HunkChoice(IReadOnlyList<Hunk> Readings)
{
    public Hunk First => Readings[0];
}
