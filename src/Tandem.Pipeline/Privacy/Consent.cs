using Tandem.Routing;

namespace Tandem.Pipeline.Privacy;

/// <summary>An answer to "may external models see this folder?".</summary>
/// <param name="Workspace">Real path of the folder.</param>
/// <param name="GivenBy">The owner who answered: <c>user:NAME</c>.</param>
public sealed record Consent(string Workspace, DataClass Class, DateTimeOffset Time, string GivenBy);
