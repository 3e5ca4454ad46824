namespace Tandem.Cli.Terminal;

/// <summary>How a note reads.</summary>
internal enum Tone
{
    Plain,
    Quiet,
    Strong,
    Warning,
    Error,
    Good,
}
