namespace Tandem.Routing.Decisions;

/// <summary>Why a model is not eligible.</summary>
/// <param name="Reason">Which check refused it.</param>
/// <param name="Explanation">For the user: what was found, and what would change it.</param>
public sealed record Exclusion(ExclusionReason Reason, string Explanation);
