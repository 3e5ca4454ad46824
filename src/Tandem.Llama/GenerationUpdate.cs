namespace Tandem.Llama;

/// <summary>A piece of an answer. The last one says why it ended and what it used.</summary>
/// <param name="Text">New text, whole characters only; may be empty.</param>
/// <param name="Finish">Set on the last update only.</param>
/// <param name="Usage">Tokens so far.</param>
public readonly record struct GenerationUpdate(string Text, GenerationFinish? Finish, GenerationUsage Usage);
