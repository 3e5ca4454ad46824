using Tandem.Agent.Commands;

namespace Tandem.Agent.Tests.Commands;

/// <summary>A workspace with a secret beside it, a data folder and a home of its own, and a runner over them.</summary>
internal sealed class CommandFolder : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tandem-commands-").FullName;

    public CommandFolder(bool sandbox = true, Func<CommandFolder, string>? workspace = null, string? home = null, TimeProvider? time = null)
    {
        Directory.CreateDirectory(Root);
        Directory.CreateDirectory(Data);
        Directory.CreateDirectory(Path.Combine(Home, ".ssh"));
        File.WriteAllText(Path.Combine(Home, ".ssh", "id_ed25519"), Secret);
        File.WriteAllText(Path.Combine(Home, ".netrc"), Secret);
        File.WriteAllText(Path.Combine(Data, "keys"), Secret);
        File.WriteAllText(Beside, Secret);
        Runner = new CommandRunner(new CommandRunnerOptions
        {
            Workspace = workspace?.Invoke(this) ?? Root,
            DataFolder = Data,
            HomeFolder = home ?? Home,
            Environment = new Dictionary<string, string>
            {
                ["PATH"] = Environment.GetEnvironmentVariable("PATH")!, ["OPENAI_API_KEY"] = Secret, ["SSH_AUTH_SOCK"] = "/tmp/agent", ["LC_ALL"] = "C.UTF-8",
            },
            IsSandboxOff = !sandbox,
            Time = time ?? TimeProvider.System,
        });
    }

    public const string Secret = "s3cr3t-that-stays";

    public string Root => Path.Combine(_folder, "workspace");

    public string Home => Path.Combine(_folder, "home");

    public string Data => Path.Combine(_folder, "data");

    /// <summary>A file of the person's next to the workspace.</summary>
    public string Beside => Path.Combine(_folder, "private.txt");

    public CommandRunner Runner { get; }

    /// <summary>Ends the test as skipped where this machine has no bubblewrap that works.</summary>
    public CommandFolder NeedsSandbox()
    {
        Assert.SkipWhen(Runner.UnsandboxedBecause is not null, $"No sandbox here: {Runner.UnsandboxedBecause}.");
        return this;
    }

    public Task<CommandResult> RunAsync(string command, TimeSpan? timeout = null, string? input = null, bool readOnly = false) => Runner.RunAsync(
        new CommandRequest { Command = command, WorkingFolder = Root, Timeout = timeout ?? TimeSpan.FromSeconds(60), Input = input, IsReadOnly = readOnly },
        TestContext.Current.CancellationToken);

    public string Write(string path, string text)
    {
        var full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return full;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
