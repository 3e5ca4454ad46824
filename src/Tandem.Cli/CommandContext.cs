using System.Collections;
using System.CommandLine;
using Tandem.Cli.Terminal;
using Tandem.Engine;

namespace Tandem.Cli;

/// <summary>What a running command has: the terminal, what the user typed, and the engine once it asks for it.</summary>
internal sealed class CommandContext(ITerminal terminal, ParseResult parsed)
{
    public ITerminal Terminal => terminal;

    public ParseResult Parsed => parsed;

    public bool Json => parsed.GetValue(CommonOptions.Json);

    public string WorkingFolder { get; } = Environment.CurrentDirectory;

    public EngineOptions EngineOptions => new()
    {
        WorkingFolder = WorkingFolder,
        ConfigFile = parsed.GetValue(CommonOptions.Config),
        Environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? "", StringComparer.Ordinal),
    };

    /// <summary>Opens the engine; the caller disposes it.</summary>
    public Task<Engine.Engine> OpenEngineAsync(CancellationToken cancellationToken) => Engine.Engine.OpenAsync(EngineOptions, cancellationToken);
}
