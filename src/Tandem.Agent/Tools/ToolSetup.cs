using Tandem.Agent.Commands;
using Tandem.Egress;
using Tandem.Egress.Secrets;
using Tandem.Pipeline.Privacy;

namespace Tandem.Agent.Tools;

/// <summary>What the built-in tools of one session work with.</summary>
public sealed record ToolSetup
{
    /// <summary>The workspace: full real path.</summary>
    public required string Root { get; init; }

    public required ICommandRunner Commands { get; init; }

    public required PrivacyOptions Privacy { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>The session's: secrets are put back from it where a file is edited.</summary>
    public required SecretPlaceholders Placeholders { get; init; }

    /// <summary>The code index; null = no such tool.</summary>
    public ICodeLookup? Code { get; init; }

    /// <summary>The way to the web; null = off, as by default.</summary>
    public IEgressGate? Web { get; init; }

    /// <summary>Who answers the model's questions; null = nobody is there.</summary>
    public IQuestions? Questions { get; init; }

    /// <summary>Null = no sub-agents.</summary>
    public ISubAgents? SubAgents { get; init; }
}
