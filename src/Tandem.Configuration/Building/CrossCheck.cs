using Tandem.Configuration.Settings;
using Tandem.Configuration.Shapes;

namespace Tandem.Configuration.Building;

/// <summary>What no single key can know: required keys after merging, names that must exist, pairs that contradict each other.</summary>
internal static class CrossCheck
{
    public static void Check(SettingTree tree, ErrorList errors)
    {
        Required(tree.Root, errors);
        if (tree.Project is { } project)
            Required(project, errors);

        var models = (tree.Root.Find("models") as MapSetting)?.Names ?? [];
        var routing = tree.Root.Find("routing") as MapSetting;
        var policies = ((routing?.Find("policies") as MapSetting)?.Names ?? []).Union(ConfigurationShape.BuiltInPolicyNames).ToList();

        foreach (var model in Maps(tree.Root.Find("models")))
            CheckModel(model, errors);
        foreach (var policy in Maps(routing?.Find("policies")))
            Exist(policy.Find("pool"), models, "model", errors);
        Exist(routing?.Find("policy"), policies, "policy", errors);
        foreach (var rule in tree.UserList("routing", "rules") ?? [])
            CheckRule(rule, models, policies, errors);
        foreach (var rule in tree.ProjectList("routing", "rules"))
            CheckRule(rule, models: null, policies, errors); // A shared file may name a model that this user does not have.
        foreach (var alias in Children((tree.Root.Find("gateway") as MapSetting)?.Find("aliases")))
            CheckAlias(alias, models, policies, errors);
        foreach (var folder in tree.ProjectList("assistants").OfType<ScalarSetting>())
            CheckInside(folder, tree.ProjectFile!, errors);
    }

    private static void Required(Setting setting, ErrorList errors)
    {
        if (setting is MapSetting { Shape: SectionShape section } map && map.Path != SettingPath.Root && !errors.Knows(map))
            foreach (var key in section.Keys.Where(key => key.Required && map.Find(key.Name) is null && !errors.Knows(map, key.Name)))
                errors.Add(map, map.Path.Key(key.Name), "this key is missing", $"add '{key.Name}': {key.Shape.Words}");
        foreach (var child in Children(setting))
            Required(child, errors);
    }

    private static void CheckModel(MapSetting model, ErrorList errors)
    {
        var provider = Text(model.Find("provider"));
        var address = model.Find("base_url");
        if (provider is "azure-openai" or "openai-compatible" && address is null && !errors.Knows(model, "base_url"))
            errors.Add(model, model.Path.Key("base_url"), $"a model of provider {provider} needs an address", "add 'base_url: https://…'");
        if (provider == "embedded" && (address ?? model.Find("api_key")) is { } useless)
            errors.Add(useless, "an embedded model has no server", "remove this key, or choose another provider");
        if (model.Find("context") is ScalarSetting { Value: long context } && model.Find("max_output") is ScalarSetting { Value: long output } most && output >= context)
            errors.Add(most, "the answer alone would fill the context", $"write less than {context}");
    }

    private static void CheckRule(Setting rule, IReadOnlyList<string>? models, List<string> policies, ErrorList errors)
    {
        if (rule is not MapSetting map)
            return;
        if (map.Find("use") is MapSetting use)
        {
            if (models is not null)
            {
                Exist(use.Find("model"), models, "model", errors);
                Exist(use.Find("pool"), models, "model", errors);
            }

            Exist(use.Find("policy"), policies, "policy", errors);
        }

        if (map.Find("when") is MapSetting when
            && when.Find("min_bytes") is ScalarSetting { Value: long least } && when.Find("max_bytes") is ScalarSetting { Value: long most } end && most < least)
            errors.Add(end, "no request is at least min_bytes and at most max_bytes", $"write {least} or more");
    }

    private static void CheckAlias(Setting alias, IReadOnlyList<string> models, List<string> policies, ErrorList errors)
    {
        if (alias is not ScalarSetting { Value: string target } || target == "auto" || target.StartsWith("assistant/", StringComparison.Ordinal) || models.Contains(target))
            return;
        if (target.StartsWith("auto:", StringComparison.Ordinal) && policies.Contains(target["auto:".Length..]))
            return;
        errors.Add(
            alias, "this is neither auto, auto:POLICY, assistant/NAME nor a configured model",
            Suggestion.Or(target, models.Concat(policies.Select(policy => "auto:" + policy)).Append("auto"), Known("model", models)));
    }

    private static void CheckInside(ScalarSetting folder, string projectFile, ErrorList errors)
    {
        var root = Path.GetDirectoryName(projectFile)!;
        var relative = Path.GetRelativePath(root, Path.GetFullPath((string)folder.Value!, root));
        if (Path.IsPathFullyQualified(relative) || relative == ".." || relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            errors.Add(folder, "the folder lies outside the project", "name a folder inside it");
    }

    private static void Exist(Setting? named, IReadOnlyList<string> known, string what, ErrorList errors)
    {
        foreach (var one in named is ListSetting list ? list.Items : named is null ? [] : [named])
            if (one is ScalarSetting { Value: string name, Written: var written } && !known.Contains(name))
                errors.Add(one, $"no {what} is called {Quoted.Of(written)}", Suggestion.Or(name, known, Known(what, known)));
    }

    private static string Known(string what, IReadOnlyList<string> known) => known.Count switch
    {
        0 => $"configure a {what} of that name",
        _ => $"known are {string.Join(", ", known.Take(20))}",
    };

    private static IEnumerable<MapSetting> Maps(Setting? map) => Children(map).OfType<MapSetting>();

    private static IEnumerable<Setting> Children(Setting? setting) => setting switch
    {
        MapSetting map => map.Names.Select(name => map.Find(name)!),
        ListSetting list => list.Items,
        _ => [],
    };

    private static string? Text(Setting? setting) => (setting as ScalarSetting)?.Value as string;
}
