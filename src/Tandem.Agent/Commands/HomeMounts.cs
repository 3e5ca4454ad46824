namespace Tandem.Agent.Commands;

/// <summary>What of the person's home folder a sandbox shows: tools and package caches, and settings of package managers without their secrets.</summary>
internal sealed class HomeMounts(SandboxProgram program, CommandRunnerOptions options, string workspace)
{
    /// <summary>Folders under a home that has a variable of its own, or under HOME. A dot stands for the whole.</summary>
    private static readonly (string? Variable, string Home, string[] Tools, string[] Caches)[] Known =
    [
        ("NUGET_PACKAGES", ".nuget/packages", [], ["."]),
        ("CARGO_HOME", ".cargo", ["bin"], ["registry", "git"]),
        ("RUSTUP_HOME", ".rustup", ["."], []),
        ("PYENV_ROOT", ".pyenv", ["."], []),
        ("NVM_DIR", ".nvm", ["versions", "alias"], []),
        ("GOPATH", "go", ["bin"], ["pkg/mod"]),
        ("DOTNET_ROOT", ".dotnet", ["dotnet", "sdk", "sdk-manifests", "shared", "host", "packs", "templates", "metadata", "tools"], []),
        ("JAVA_HOME", ".jdks", ["."], []),
        ("GOROOT", ".goroot", ["."], []),
        ("VIRTUAL_ENV", ".venv", ["."], []),
        ("npm_config_cache", ".npm", [], ["_cacache"]),
        ("PIP_CACHE_DIR", ".cache/pip", [], ["."]),
        ("UV_CACHE_DIR", ".cache/uv", [], ["."]),
        (null, ".m2", ["wrapper"], ["repository"]),
        (null, ".gradle", ["wrapper"], []),
        (null, ".local", ["bin", "lib", "share/uv", "share/mise", "share/pnpm"], []),
        (null, ".cache", ["ms-playwright", "Cypress"], ["yarn", "pnpm"]),
        (null, ".", [".volta", ".asdf", ".rbenv", ".sdkman/candidates", ".bun/bin", ".deno/bin"], []),
    ];

    private static readonly string[] SmallSettings =
        [".nuget/NuGet/NuGet.Config", ".npmrc", ".cargo/config.toml", ".cargo/config", ".config/pip/pip.conf", ".pip/pip.conf", ".config/go/env"];

    // GRADLE_RO_DEP_CACHE wants the folder above modules-2.
    public const string GradleCache = ".gradle-read-only";

    public List<string> Arguments(bool mayUseNetwork)
    {
        var arguments = new List<string>();
        foreach (var (variable, home, tools, caches) in Known)
        {
            var root = variable is not null && options.Environment.GetValueOrDefault(variable) is { Length: > 0 } set && Path.IsPathFullyQualified(set)
                ? Path.TrimEndingDirectorySeparator(set)
                : Path.GetFullPath(home, options.HomeFolder);
            foreach (var tool in tools) Show(arguments, Path.GetFullPath(tool, root), "--ro-bind");
            // Only the approved step that restores packages may add to them.
            foreach (var cache in caches) Show(arguments, Path.GetFullPath(cache, root), mayUseNetwork ? "--bind" : program.HasOverlays ? "--tmp-overlay" : "--ro-bind");
        }
        var modules = Path.Combine(options.HomeFolder, ".gradle/caches/modules-2");
        if (Directory.Exists(modules)) arguments.AddRange(["--ro-bind", modules, Path.Combine(options.HomeFolder, GradleCache, "modules-2")]);
        foreach (var folder in ProgramFolders()) Show(arguments, folder, "--ro-bind");
        foreach (var file in SmallSettings)
        {
            var path = Path.Combine(options.HomeFolder, file);
            if (CleanSettings.Copy(path, options.DataFolder) is { } copy) arguments.AddRange(["--ro-bind", copy, path]);
        }
        return arguments;
    }

    /// <summary>Folders of the PATH that nothing above shows.</summary>
    private IEnumerable<string> ProgramFolders() =>
        options.Environment.GetValueOrDefault("PATH", "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Where(folder => Path.IsPathFullyQualified(folder) && !folder.StartsWith(workspace + "/", StringComparison.Ordinal))
            .Select(Path.GetFullPath).Distinct();

    private void Show(List<string> arguments, string path, string how)
    {
        path = Path.TrimEndingDirectorySeparator(path);
        if (!Path.Exists(path) || !MayShow(path)) return;
        arguments.AddRange(how == "--tmp-overlay" ? ["--overlay-src", path, how, path] : [how, path, path]);
    }

    /// <summary>Never the home folder or one that holds it, Tandem's data, or a folder of keys, whatever a variable says.</summary>
    private bool MayShow(string path)
    {
        if (path == "/" || SystemMounts.Cover(path) || Holds(path, options.HomeFolder) || Holds(path, options.DataFolder) || Holds(options.DataFolder, path)) return false;
        var inHome = Path.GetRelativePath(options.HomeFolder, path).Split('/')[0];
        return inHome is not (".ssh" or ".gnupg" or ".aws" or ".azure" or ".kube" or ".docker" or ".config" or ".password-store" or ".mozilla");
    }

    private static bool Holds(string outer, string inner) => outer == inner || inner.StartsWith(outer + "/", StringComparison.Ordinal);
}
