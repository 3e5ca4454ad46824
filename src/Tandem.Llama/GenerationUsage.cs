namespace Tandem.Llama;

/// <summary>Tokens of one answer.</summary>
/// <param name="PromptTokens">All tokens of the prompt.</param>
/// <param name="CachedTokens">Those of them whose keys and values were still there from the turn before.</param>
/// <param name="GeneratedTokens">Tokens sampled, the end token not counted.</param>
public readonly record struct GenerationUsage(int PromptTokens, int CachedTokens, int GeneratedTokens);
