using Tandem.Configuration.Loading;
using Tandem.Configuration.Setup;

namespace Tandem.Configuration.Diagnosis;

/// <summary>What <c>doctor</c> looks at, and what others do for it.</summary>
public sealed record DoctorInputs
{
    public required ConfigurationSources Sources { get; init; }

    public DetectedModels? Detected { get; init; }

    /// <summary>Makes a real round trip to a usable model. It may throw: the message becomes the finding.</summary>
    public required Func<ConfiguredModel, CancellationToken, Task<DoctorCheck>> ProbeModel { get; init; }

    /// <summary>Runs a program and gives its exit code and the first line of its output; null = there is no such program.</summary>
    public Func<string, IReadOnlyList<string>, CancellationToken, Task<ProgramResult?>> RunProgram { get; init; } = ProgramRunner.RunAsync;

    /// <summary>What else of a valid configuration is checked: MCP servers.</summary>
    public Func<TandemConfiguration, CancellationToken, Task<IReadOnlyList<DoctorCheck>>>? MoreChecks { get; init; }

    public required TerminalFacts Terminal { get; init; }
}
