using System.Collections;
using System.Diagnostics;
using System.Text;
using Tandem.Cli.Terminal;
using Tandem.ScriptedUpstream;

namespace Tandem.Cli.Tests;

/// <summary>
/// The program with a home of its own: nothing of the machine's user is read or written. A command line runs within the tests, with everything but the process;
/// what needs a process (signals, kills, a terminal, a server beside it) starts one.
/// </summary>
internal sealed class TandemProgram : IDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "tandem.exe" : "tandem");

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("tandem-cli-");

    public Dictionary<string, string?> Environment { get; } = [];

    public string Home => _home.FullName;

    public string Folder => _home.CreateSubdirectory("work").FullName;

    public void Configure(string yaml) =>
        File.WriteAllText(Path.Combine(_home.CreateSubdirectory(".config/tandem").FullName, "config.yaml"), yaml);

    /// <summary>A Llama in the house at one upstream, a GPT-4 outside at another.</summary>
    public void Configure(FakeUpstream llama, FakeUpstream gpt4, string more = "privacy: { default: shareable }") => Configure($$"""
        version: 1
        models:
          llama: { provider: openai-compatible, model: "llama3.1:8b", base_url: "{{llama.Address.GetLeftPart(UriPartial.Authority)}}/v1", zone: local }
          gpt-4: { provider: openai, model: gpt-4.1, base_url: "{{gpt4.Address.GetLeftPart(UriPartial.Authority)}}/v1", api_key: "${TEST_KEY}", zone: external }
        {{(more.Contains("routing:", StringComparison.Ordinal) ? "" : "routing: { policies: { balanced: { exploration: 0 } } } # One decision in a hundred would try the other model.")}}
        {{more}}
        """);

    public async Task<ProgramResult> RunAsync(string input, params string[] arguments)
    {
        var environment = Variables();
        var (output, notes, help, mistakes) = (new MemoryStream(), new MemoryStream(), new StringWriter(), new StringWriter());
        var surroundings = new Surroundings
        {
            Environment = environment,
            WorkingFolder = Folder,
            HomeFolder = environment["HOME"],
            Input = new MemoryStream(Encoding.UTF8.GetBytes(input)),
            IsInteractive = false,
            OpenTerminal = () => new ConsoleTerminal(output, notes, environment),
        };
        var code = await TandemCommands.RunAsync(arguments, surroundings, help, mistakes, TestContext.Current.CancellationToken);
        return new ProgramResult(code, help + Encoding.UTF8.GetString(output.ToArray()), mistakes + Encoding.UTF8.GetString(notes.ToArray()));
    }

    /// <summary>The same as a process.</summary>
    public async Task<ProgramResult> RunProcessAsync(string input, params string[] arguments)
    {
        using var process = Start(arguments);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var notes = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new ProgramResult(process.ExitCode, await output, await notes);
    }

    public Process Start(params string[] arguments) => Start(Program, arguments);

    /// <summary>Starts it on a pseudo-terminal of 80 by 24; afterwards <c>stty -a</c> says how the terminal was left.</summary>
    public Process StartOnTerminal(string arguments = "") => Start("/usr/bin/script", ["-qec", $"stty cols 80 rows 24; '{Program}' {arguments}; code=$?; stty -a; exit $code", "/dev/null"]);

    private Process Start(string program, string[] arguments)
    {
        // Tests that nohup or a shell's & started ignore SIGHUP and SIGINT, and what they start would too.
        var start = OperatingSystem.IsLinux() ? new ProcessStartInfo("/usr/bin/env", ["--default-signal=HUP,INT", program, .. arguments]) : new ProcessStartInfo(program, arguments);
        start.WorkingDirectory = Folder;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;

        start.Environment.Clear();
        foreach (var (name, value) in Variables())
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private Dictionary<string, string> Variables()
    {
        var variables = System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(variable => KeyValuePair.Create((string)variable.Key, (string?)variable.Value ?? ""))
            .Where(variable => !variable.Key.EndsWith("_API_KEY", StringComparison.Ordinal) && !variable.Key.StartsWith("TANDEM_", StringComparison.Ordinal))
            .ToDictionary(StringComparer.Ordinal);
        variables["HOME"] = Home;
        variables["TANDEM_HOME"] = Path.Combine(Home, "data");
        variables["TEST_KEY"] = "test-key";
        foreach (var (name, value) in Environment)
            if (value is null)
                variables.Remove(name);
            else
                variables[name] = value;
        return variables;
    }

    public void Dispose() => _home.Delete(recursive: true);
}

/// <summary>What a run of the program came to.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Notes);
