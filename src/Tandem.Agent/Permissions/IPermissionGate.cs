using Tandem.Agent.Tools;

namespace Tandem.Agent.Permissions;

/// <summary>Decides whether a call may run; asks the person where the mode says so.</summary>
public interface IPermissionGate
{
    PermissionMode Mode { get; set; }

    /// <param name="holdsUntrustedText">Text of others is in the conversation: an outside effect asks, whatever was allowed before.</param>
    ValueTask<PermissionAnswer> DecideAsync(ToolAction action, bool holdsUntrustedText, CancellationToken cancellationToken);
}
