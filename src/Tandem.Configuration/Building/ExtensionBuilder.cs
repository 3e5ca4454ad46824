using Tandem.Configuration.Settings;

namespace Tandem.Configuration.Building;

/// <summary>Builds <c>mcp</c> and <c>hooks</c>.</summary>
internal static class ExtensionBuilder
{
    private static readonly string[] Moments = ["session_start", "session_end", "before_tool", "after_tool", "after_edit"];

    public static IReadOnlyList<McpOptions> Mcp(EffectiveSection mcp, List<ConfigurationFinding> findings)
    {
        var servers = new List<McpOptions>();
        foreach (var (name, server) in mcp.Entries())
        {
            var options = new McpOptions
            {
                Name = name,
                Command = server.Text("command"),
                Arguments = server.Texts("args") ?? [],
                Environment = Map(server.Section("env")),
                Url = server.Text("url") is { } url ? new Uri(url) : null,
                Headers = Map(server.Section("headers")),
                Network = server.Flag("network") ?? server.Default("network", false, "false"),
                Zone = server.Text("zone"),
                Tools = server.Texts("tools") ?? [],
                StartTimeout = TimeSpan.FromSeconds((double)(server.Number("start_timeout") ?? server.Default("start_timeout", 20m, "20"))),
                CallTimeout = TimeSpan.FromSeconds((double)(server.Number("call_timeout") ?? server.Default("call_timeout", 60m, "60"))),
            };
            if ((options.Command is null) == (options.Url is null))
                findings.Add(new ConfigurationFinding(server.Path.ToString(), "needs either 'command' or 'url'", "give it one of the two"));
            else
                servers.Add(options);
        }

        return servers;
    }

    public static IReadOnlyList<HookEntry> Hooks(SettingTree tree, EffectiveSection root) =>
    [
        .. Moments.SelectMany(moment => (tree.UserList("hooks", moment) ?? []).Select((setting, place) =>
        {
            var hook = new EffectiveSection((MapSetting)setting, root.Path.Key("hooks").Key(moment).Item(place), root.Origins);
            return new HookEntry(moment, hook.Text("run")!, hook.Text("tool"), TimeSpan.FromSeconds((double)(hook.Number("timeout") ?? hook.Default("timeout", 30m, "30"))));
        })),
    ];

    private static Dictionary<string, string> Map(EffectiveSection section) =>
        (section.Map?.Names ?? []).Select(name => (name, Value: section.Text(name))).Where(pair => pair.Value is not null).ToDictionary(pair => pair.name, pair => pair.Value!);
}
