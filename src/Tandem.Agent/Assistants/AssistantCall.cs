using Tandem.Pipeline;
using Tandem.Providers.Chat;

namespace Tandem.Agent.Assistants;

/// <summary>A conversation for an assistant.</summary>
public sealed record AssistantCall
{
    public required Assistant Assistant { get; init; }

    /// <summary>The conversation, and what the client set (temperature, output tokens). Its system text comes behind the assistant's own.</summary>
    public required ChatRequest Chat { get; init; }

    /// <summary>Everything else of the calls to models: who pays, session, class, budgets. Its request is replaced.</summary>
    public required PipelineCall Template { get; init; }

    /// <summary>Where the knowledge's globs start; full path.</summary>
    public required string Root { get; init; }

    /// <summary>Told of what a guarded assistant cannot take over (<c>tools</c>).</summary>
    public Action<string>? OnDropped { get; init; }
}
