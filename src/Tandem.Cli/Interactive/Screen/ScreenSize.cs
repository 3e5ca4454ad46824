namespace Tandem.Cli.Interactive.Screen;

/// <summary>The terminal's size in cells.</summary>
internal readonly record struct ScreenSize(int Columns, int Rows);
