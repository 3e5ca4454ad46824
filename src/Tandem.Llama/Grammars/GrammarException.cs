namespace Tandem.Llama.Grammars;

/// <summary>A grammar or JSON schema cannot be used. The message names the place.</summary>
public sealed class GrammarException(string message) : Exception(message);
