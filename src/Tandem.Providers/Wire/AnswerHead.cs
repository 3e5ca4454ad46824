namespace Tandem.Providers.Wire;

/// <summary>What every answer says about itself.</summary>
/// <param name="Id">Unique, without the dialect's prefix.</param>
/// <param name="Model">The model's name as the client may know it.</param>
/// <param name="WantsUsage">The client asked for usage in the stream.</param>
internal sealed record AnswerHead(string Id, string Model, DateTimeOffset Time, bool WantsUsage);
