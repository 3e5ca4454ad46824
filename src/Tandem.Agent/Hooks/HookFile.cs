using Tandem.Agent.FrontMatter;

namespace Tandem.Agent.Hooks;

/// <summary>Reads a project's <c>.tandem/hooks.yaml</c>: the keys of <c>hooks</c> in the user's configuration. It counts only where the repository is trusted.</summary>
public static class HookFile
{
    public const string Path = ".tandem/hooks.yaml";

    private const int DefaultSeconds = 30;

    private static readonly (string Key, HookMoment Moment)[] Moments =
    [
        ("session_start", HookMoment.SessionStart), ("session_end", HookMoment.SessionEnd), ("before_tool", HookMoment.BeforeTool),
        ("after_tool", HookMoment.AfterTool), ("after_edit", HookMoment.AfterEdit),
    ];

    /// <param name="file">Full path.</param>
    public static (IReadOnlyList<HookOptions> Hooks, IReadOnlyList<FileFault> Faults) Read(string file)
    {
        var faults = new FaultList(file);
        if (MarkdownFile.ReadText(file, faults) is not { } text || YamlText.Read(text, 1, faults) is not { } root)
            return ([], faults.Faults);
        if (root is not YamlMap map)
        {
            faults.Add(root.Line, "", "must hold 'moment: [ … ]' lines", "write 'before_tool:' and a list below it");
            return ([], faults.Faults);
        }

        var hooks = new List<HookOptions>();
        var reader = new MapReader(map, "", faults);
        foreach (var (key, moment) in Moments)
            if (reader.Node(key) is { } node)
                foreach (var (item, place) in (node as YamlList)?.Items.Select((item, place) => (item, place)) ?? [])
                    if (One(item, moment, $"{key}[{place}]", faults) is { } hook)
                        hooks.Add(hook);
        reader.RefuseUnknown();
        return (faults.Any ? [] : hooks, faults.Faults);
    }

    private static HookOptions? One(YamlNode item, HookMoment moment, string key, FaultList faults)
    {
        if (item is not YamlMap map)
        {
            faults.Add(item.Line, key, "must be a map", "write 'run: COMMAND'");
            return null;
        }

        var reader = new MapReader(map, key, faults);
        var (run, tool, timeout) = (reader.Text("run"), reader.Text("tool"), reader.Number("timeout", 0.1m, 600));
        reader.RefuseUnknown();
        if (run is { Length: > 0 })
            return new HookOptions(moment, tool, run, TimeSpan.FromSeconds((double)(timeout ?? DefaultSeconds)), IsProjects: true);
        faults.Add(item.Line, key, "lacks its command", "write 'run: COMMAND'");
        return null;
    }
}
