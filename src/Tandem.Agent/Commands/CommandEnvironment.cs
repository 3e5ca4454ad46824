using System.Diagnostics;

namespace Tandem.Agent.Commands;

/// <summary>The environment of a command: an allow-list of Tandem's own, and what keeps build tools from leaving servers behind or asking the network.</summary>
internal sealed class CommandEnvironment(CommandRunnerOptions options)
{
    private static readonly string[] Allowed =
    [
        "PATH", "LANG", "LANGUAGE", "TZ", "USER", "LOGNAME", "DOTNET_ROOT", "DOTNET_ROLL_FORWARD", "JAVA_HOME", "GOROOT", "GOPATH", "GOMODCACHE", "CARGO_HOME", "RUSTUP_HOME",
        "RUSTUP_TOOLCHAIN", "PYENV_ROOT", "PYENV_VERSION", "NVM_DIR", "NVM_BIN", "VIRTUAL_ENV", "NUGET_PACKAGES", "NODE_ENV", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT",
    ];

    private static readonly string[] AllowedWithNetwork =
        ["SSL_CERT_FILE", "SSL_CERT_DIR", "NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy", "GOPROXY", "GOFLAGS"];

    private static readonly (string Name, string Value)[] Always =
    [
        ("SHELL", "/bin/sh"), ("TERM", "dumb"), ("NO_COLOR", "1"), ("TMPDIR", "/tmp"), ("PAGER", "cat"),
        ("GIT_TERMINAL_PROMPT", "0"), ("GIT_PAGER", "cat"), ("GIT_OPTIONAL_LOCKS", "0"), ("GIT_CONFIG_NOSYSTEM", "1"),
        ("MSBUILDDISABLENODEREUSE", "1"), ("DOTNET_CLI_USE_MSBUILD_SERVER", "0"), ("UseSharedCompilation", "false"), ("UseRazorBuildServer", "false"),
        ("DOTNET_CLI_TELEMETRY_OPTOUT", "1"), ("DOTNET_NOLOGO", "1"), ("DOTNET_GENERATE_ASPNET_CERTIFICATE", "false"), ("DOTNET_ADD_GLOBAL_TOOLS_TO_PATH", "false"),
        ("DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE", "1"), ("DOTNET_SKIP_WORKLOAD_INTEGRITY_CHECK", "1"), ("DOTNET_CLI_UI_LANGUAGE", "en"), ("MSBUILDTERMINALLOGGER", "off"),
        ("npm_config_update_notifier", "false"), ("npm_config_fund", "false"), ("npm_config_audit", "false"), ("npm_config_ignore_scripts", "false"),
        ("PIP_DISABLE_PIP_VERSION_CHECK", "1"), ("PYTHONUNBUFFERED", "1"), ("PYTHONDONTWRITEBYTECODE", "1"), ("GRADLE_OPTS", "-Dorg.gradle.daemon=false"), ("GOTOOLCHAIN", "local"),
    ];

    // Without a network they would wait for it, or fail for its absence instead of for the code.
    private static readonly (string Name, string Value)[] WithoutNetwork =
    [
        ("CARGO_NET_OFFLINE", "true"), ("npm_config_offline", "true"), ("PIP_NO_INDEX", "1"), ("GOPROXY", "off"), ("NuGetAudit", "false"), ("MAVEN_ARGS", "-o -B"),
        ("UV_OFFLINE", "1"),
    ];

    public ProcessStartInfo Start(string program, IReadOnlyList<string> arguments, bool mayUseNetwork)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, CreateNoWindow = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in Variables(mayUseNetwork)) start.Environment[name] = value;
        return start;
    }

    public IReadOnlyDictionary<string, string> Variables(bool mayUseNetwork)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = options.HomeFolder };
        foreach (var (name, value) in options.Environment)
        {
            if (Allowed.Contains(name) || name.StartsWith("LC_", StringComparison.Ordinal) || (mayUseNetwork && AllowedWithNetwork.Contains(name) && !value.Contains('@', StringComparison.Ordinal)))
                variables[name] = value;
        }
        foreach (var (name, value) in Always) variables[name] = value;
        if (mayUseNetwork) variables["npm_config_ignore_scripts"] = "true"; // What is fetched is not run in the same breath.
        else foreach (var (name, value) in WithoutNetwork) variables[name] = value;
        if (Directory.Exists(Path.Combine(options.HomeFolder, ".gradle/caches/modules-2")))
            variables["GRADLE_RO_DEP_CACHE"] = Path.Combine(options.HomeFolder, HomeMounts.GradleCache);
        if (OperatingSystem.IsWindows()) AddWindows(variables);
        return variables;
    }

    private void AddWindows(Dictionary<string, string> variables)
    {
        foreach (var name in (string[])["SystemRoot", "SystemDrive", "ComSpec", "PATHEXT", "TEMP", "TMP", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "ProgramFiles", "ProgramData", "Path"])
        {
            if (options.Environment.TryGetValue(name, out var value)) variables[name] = value;
        }
        variables.Remove("TMPDIR");
    }
}
