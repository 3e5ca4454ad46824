namespace Tandem.Cli.Interactive.Completion;

/// <summary>One thing that the word at the caret may become.</summary>
/// <param name="Insert">What replaces the word.</param>
/// <param name="Shown">How it reads in the menu; untrusted text.</param>
/// <param name="Hint">What it is.</param>
/// <param name="Runs">Enter takes it and sends the line: a command without arguments.</param>
internal sealed record Offer(string Insert, string Shown, string Hint, bool Runs = false);
