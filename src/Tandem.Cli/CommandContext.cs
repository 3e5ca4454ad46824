using System.CommandLine;
using Tandem.Cli.Terminal;
using Tandem.Engine;

namespace Tandem.Cli;

/// <summary>What a running command has: the terminal, what the user typed, and the engine once it asks for it.</summary>
internal sealed class CommandContext(ITerminal terminal, Surroundings surroundings, ParseResult parsed)
{
    public ITerminal Terminal => terminal;

    public ParseResult Parsed => parsed;

    public bool Json => parsed.GetValue(CommonOptions.Json);

    public Surroundings Surroundings => surroundings;

    public string WorkingFolder => surroundings.WorkingFolder;

    /// <summary>The full path of a file or folder that the user named.</summary>
    public string FullPath(string path) => Path.GetFullPath(path, WorkingFolder);

    public EngineOptions EngineOptions => new()
    {
        WorkingFolder = WorkingFolder,
        ConfigFile = parsed.GetValue(CommonOptions.Config),
        HomeFolder = surroundings.HomeFolder,
        Environment = surroundings.Environment,
    };

    /// <summary>Opens the engine; the caller disposes it.</summary>
    public Task<Engine.Engine> OpenEngineAsync(CancellationToken cancellationToken) => Engine.Engine.OpenAsync(EngineOptions, cancellationToken);
}
