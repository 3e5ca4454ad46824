namespace Tandem.Agent.Permissions;

/// <summary>May the call run?</summary>
/// <param name="Reason">What allowed it (<c>mode edit</c>, <c>allowed by you</c>), or why not, as the model is told.</param>
/// <param name="LacksPerson">Refused only because nobody is there to be asked: a headless run says so at its end, and its exit code tells.</param>
public sealed record PermissionAnswer(bool IsAllowed, string Reason, bool LacksPerson = false);
