using Tandem.Agent.Permissions;
using Tandem.Agent.Tools;

namespace Tandem.Engine.Agents;

/// <summary>Decides by the mode alone: reads run, edits run from <see cref="PermissionMode.Edit"/> on, everything else asks the person.</summary>
internal sealed class ModeGate(PermissionMode mode, IApprover? approver) : IPermissionGate
{
    public PermissionMode Mode { get; set; } = mode;

    public async ValueTask<PermissionAnswer> DecideAsync(ToolAction action, bool holdsUntrustedText, CancellationToken cancellationToken)
    {
        if (action.Access is ToolAccess.ReadOnly or ToolAccess.Conversation)
            return new PermissionAnswer(true, "reads only");
        if (Mode == PermissionMode.Plan)
            return new PermissionAnswer(false, "plan mode changes nothing and runs nothing");
        if (action.Access == ToolAccess.Edit && Mode is PermissionMode.Edit or PermissionMode.Auto)
            return new PermissionAnswer(true, "the mode allows edits");
        if (approver is null)
            return new PermissionAnswer(false, "it would ask, and nobody is there to answer");
        var answer = await approver.AskAsync(action, $"mode {Mode.ToString().ToLowerInvariant()}", cancellationToken);
        return new PermissionAnswer(answer.Kind != ApprovalKind.No, answer.Instead ?? "the user's answer");
    }
}
