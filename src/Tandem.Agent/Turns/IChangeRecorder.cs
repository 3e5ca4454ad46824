using Tandem.Agent.Tools;
using Tandem.Pipeline.Ids;

namespace Tandem.Agent.Turns;

/// <summary>Told before anything is changed, so that it can be undone: checkpoints.</summary>
public interface IChangeRecorder
{
    /// <summary>Called before the first action of a turn that edits files or runs a command, and before each further one; the action waits.</summary>
    Task BeforeAsync(SessionId session, ToolAction action, CancellationToken cancellationToken);

    /// <summary>Called when that action has ended, however it did: what changes until the next one is the person's.</summary>
    Task AfterAsync(SessionId session, ToolAction action) => Task.CompletedTask;
}
