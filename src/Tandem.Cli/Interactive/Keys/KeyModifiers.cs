namespace Tandem.Cli.Interactive.Keys;

/// <summary>Held keys; the bits are those of xterm's modifier parameter less one.</summary>
[Flags]
internal enum KeyModifiers
{
    None = 0,
    Shift = 1,
    Alt = 2,
    Control = 4,
}
