namespace Tandem.Agent.Permissions;

/// <summary>A person's answer.</summary>
/// <param name="Instead">What the person wants done instead, told to the model with a refusal.</param>
public sealed record Approval(ApprovalKind Kind, string? Instead = null);
