using Tandem.Agent.Tools;

namespace Tandem.Agent.Permissions;

/// <summary>The person who is asked. Without one (headless) everything that asks is refused.</summary>
public interface IApprover
{
    /// <param name="because">Why it asks: the mode, no sandbox, a protected file, untrusted text …</param>
    Task<Approval> AskAsync(ToolAction action, string because, CancellationToken cancellationToken);
}
