using Tandem.Agent.Assistants;

namespace Tandem.Engine.Assistants;

/// <summary>Assistants as an engine has them.</summary>
public static class EngineAssistants
{
    /// <summary>Reads every assistant anew: a file that was changed counts with the next question.</summary>
    public static AssistantCatalog LoadAssistants(this Engine engine)
    {
        ArgumentNullException.ThrowIfNull(engine);
        return AssistantCatalog.Load(Folders(engine));
    }

    public static AssistantGate AssistantGate(this Engine engine)
    {
        ArgumentNullException.ThrowIfNull(engine);
        return new AssistantGate(engine.Pipeline, engine.Ledger, [.. engine.Configuration.Models.Select(model => new AssistantModel(model.Name, model.Zone))], engine.Time);
    }

    /// <summary>Where the user's own assistants lie.</summary>
    public static string UserFolder(this Engine engine)
    {
        ArgumentNullException.ThrowIfNull(engine);
        return Path.Combine(Path.GetDirectoryName(Engine.Sources(engine.Options).UserFile)!, "assistants");
    }

    /// <summary>The project's, the user's, the server's; those that configuration names count as the project's where they lie in it.</summary>
    private static List<AssistantFolder> Folders(Engine engine)
    {
        var root = engine.Workspace.Root;
        var named = engine.Configuration.Assistants.Select(folder => new AssistantFolder(
            folder, folder == root || folder.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? AssistantOrigin.Project : AssistantOrigin.User)).ToList();
        return
        [
            new AssistantFolder(Path.Combine(root, ".tandem", "assistants"), AssistantOrigin.Project),
            new AssistantFolder(Path.Combine(root, "assistants"), AssistantOrigin.Project),
            .. named.Where(folder => folder.Origin == AssistantOrigin.Project),
            new AssistantFolder(engine.UserFolder(), AssistantOrigin.User),
            .. named.Where(folder => folder.Origin == AssistantOrigin.User),
            new AssistantFolder(Path.Combine(Engine.Sources(engine.Options).DataFolder, "assistants"), AssistantOrigin.Server),
        ];
    }
}
