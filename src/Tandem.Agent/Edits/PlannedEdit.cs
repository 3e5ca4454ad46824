using Tandem.Agent.Edits.Workspace;

namespace Tandem.Agent.Edits;

/// <summary>An edit that was worked out and not written: the outcome, or why it was refused.</summary>
internal sealed record PlannedEdit(PathResolver? Paths, Outcome? Outcome, EditError? Error);
