using Tandem.Agent.Checkpoints;
using Tandem.Agent.EditHost;
using Tandem.Agent.Edits;
using Tandem.Agent.Tools;
using Tandem.Pipeline.Ids;

// Edits a workspace without end, as the agent's calls do: checkpoint, edit, checkpoint. It is made to be killed.
var (root, data) = (args[0], args[1]);
var store = new CheckpointStore(root, data, TimeProvider.System);
await using var recorder = new CheckpointRecorder(store);
var session = SessionId.New(TimeProvider.System.GetUtcNow());
await recorder.StartTurnAsync("count up");
while (true)
{
    var version = CountedFiles.Version(root, CountedFiles.Names[0]);
    var action = new ToolAction { Tool = "apply_patch", Access = ToolAccess.Edit, Summary = "count up", Writes = CountedFiles.Names };
    await recorder.BeforeAsync(session, action, CancellationToken.None);
    await Console.Out.WriteLineAsync("edit");
    var result = new EditEngine().Apply(new EditRequest { Root = root, Text = CountedFiles.Patch(version) });
    if (result.Error is { } error)
    {
        await Console.Error.WriteLineAsync($"{error.Kind}: {error.Message}");
        return 1;
    }

    await recorder.AfterAsync(session, action);
}
