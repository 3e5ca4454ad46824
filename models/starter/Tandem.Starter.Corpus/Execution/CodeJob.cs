using Tandem.Starter.Corpus.Families;

namespace Tandem.Starter.Corpus.Execution;

/// <summary>A program to be judged, and the function to call: null for the first one that the code defines.</summary>
internal sealed record CodeJob(Family Family, TargetLanguage Language, string Code, string? Entry);
