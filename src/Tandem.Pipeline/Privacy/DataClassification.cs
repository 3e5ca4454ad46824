using Tandem.Routing;

namespace Tandem.Pipeline.Privacy;

/// <summary>A request's data class.</summary>
/// <param name="Rule">What decided it.</param>
/// <param name="MayOverride">The user may send this one message to an external model by naming it. Never true for private paths.</param>
public sealed record DataClassification(DataClass Class, string Rule, bool MayOverride);
