namespace Tandem.Agent.Permissions;

/// <summary>May the call run?</summary>
/// <param name="Reason">What allowed it (<c>mode edit</c>, <c>allowed by you</c>), or why not, as the model is told.</param>
public sealed record PermissionAnswer(bool IsAllowed, string Reason);
