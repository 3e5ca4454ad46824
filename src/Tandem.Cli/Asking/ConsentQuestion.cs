using Tandem.Cli.Terminal;
using Tandem.Pipeline.Privacy;
using Tandem.Routing;

namespace Tandem.Cli.Asking;

/// <summary>Asks once per workspace whether external models may see it, and remembers the answer.</summary>
internal static class ConsentQuestion
{
    /// <summary>The workspace's class, asked for on a terminal where it is unknown and matters; null = nobody answered.</summary>
    public static async Task<DataClass?> FindAsync(
        Engine.Engine engine, ITerminal terminal, string? model, DataClass? asked, CancellationToken cancellationToken)
    {
        if (await engine.Consents.FindAsync(engine.Workspace.Root, cancellationToken) is { } known)
            return known.Class;

        var external = engine.ExternalModels;
        var matters = external.Count > 0 && engine.Configuration.Privacy.Default == DataClass.Private && asked is null && model is null;
        if (!matters || !terminal.CanAsk)
            return null;

        terminal.Note($"External models ({string.Join(", ", external)}) would see what you ask here, files you mention, and lines of this folder's code that fit the question.", Tone.Strong);
        var key = terminal.AskKey($"May they, for {engine.Workspace.Root}? [y]es / [n]o, only local ones:", "yn");
        if (key is null)
            return null;
        var answer = key == 'y' ? DataClass.Shareable : DataClass.Private;
        await engine.Consents.SetAsync(new Consent(engine.Workspace.Root, answer, engine.Time.GetUtcNow(), engine.Owner), cancellationToken);
        terminal.Note("Remembered. 'tandem privacy' shows and changes it.", Tone.Quiet);
        return answer;
    }
}
