namespace Tandem.Agent.Turns;

/// <summary>Text for the front of a conversation.</summary>
/// <param name="Paths">The files it was read from: the data class follows them.</param>
/// <param name="IsUntrusted">Others wrote it: actions with an outside effect ask.</param>
public sealed record Rules(string Text, IReadOnlyList<string> Paths, bool IsUntrusted = false)
{
    public static readonly Rules None = new("", []);
}
