namespace Tandem.Configuration.Diagnosis;

/// <summary>What the host knows of its terminal.</summary>
/// <param name="IsInteractive">Input and output are a terminal.</param>
/// <param name="Columns">Width; 0 where there is no terminal.</param>
/// <param name="IsUtf8">Output is UTF-8.</param>
/// <param name="HasColour">Colours are shown: the terminal has them and <c>NO_COLOR</c> is not set.</param>
public sealed record TerminalFacts(bool IsInteractive, int Columns, bool IsUtf8, bool HasColour);
