using System.Collections;
using Tandem.Cli.Terminal;

namespace Tandem.Cli;

/// <summary>What a command finds around it: variables, folders, input and terminal. The program has its process's; whoever runs a command within another gives others.</summary>
internal sealed class Surroundings
{
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Full path.</summary>
    public required string WorkingFolder { get; init; }

    /// <summary>Full path of the user's home.</summary>
    public required string HomeFolder { get; init; }

    /// <summary>What is piped in; null where a person types.</summary>
    public required Stream? Input { get; init; }

    /// <summary>Input and output are a terminal, on which an interactive session can run.</summary>
    public required bool IsInteractive { get; init; }

    /// <summary>Opens the terminal; the caller disposes it.</summary>
    public required Func<ConsoleTerminal> OpenTerminal { get; init; }

    public static Surroundings OfProcess()
    {
        var environment = System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? "", StringComparer.Ordinal);
        return new Surroundings
        {
            Environment = environment,
            WorkingFolder = System.Environment.CurrentDirectory,
            HomeFolder = System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile),
            Input = Console.IsInputRedirected ? Console.OpenStandardInput() : null,
            IsInteractive = !Console.IsInputRedirected && !Console.IsOutputRedirected,
            OpenTerminal = () => ConsoleTerminal.OfProcess(environment),
        };
    }

    /// <summary>Value of a variable; null where it is unset or empty.</summary>
    public string? Variable(string name) => Environment.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
}
