using Tandem.Egress.Secrets;
using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Ledger;
using Tandem.Providers;
using Tandem.Routing;
using Tandem.Routing.Prices;

namespace Tandem.Pipeline;

/// <summary>A request with what its door knows of it.</summary>
public sealed record PipelineCall
{
    public required RequestId Id { get; init; }

    public required ModelRequest Request { get; init; }

    /// <summary>Who pays: <c>user:NAME</c>, or a virtual key's id.</summary>
    public required string Owner { get; init; }

    /// <summary>Where it came in: <c>ask</c>, <c>run</c>, <c>/v1/chat/completions</c> …</summary>
    public required string Door { get; init; }

    public string? Workspace { get; init; }

    /// <summary>A policy's name; null = the one in force.</summary>
    public string? Policy { get; init; }

    /// <summary>A model that the user named for this message.</summary>
    public string? PinnedModel { get; init; }

    /// <summary>Null = read from the text.</summary>
    public TaskKind? Task { get; init; }

    public string? Language { get; init; }

    /// <summary>Paths whose text the request carries, relative to the workspace.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    public RepositorySignals Repository { get; init; } = RepositorySignals.None;

    /// <summary>From <c>--data-class</c> or a header: may only tighten.</summary>
    public DataClass? AskedClass { get; init; }

    /// <summary>From the workspace's consent or the key's class.</summary>
    public DataClass? ConsentedClass { get; init; }

    /// <summary>The conversation already carries private text.</summary>
    public bool HoldsPrivateText { get; init; }

    public SessionId? Session { get; init; }

    /// <summary>Null = read from the outline and the conversation.</summary>
    public Boundary? Boundary { get; init; }

    public IReadOnlyList<BudgetLimit> Budgets { get; init; } = [];

    /// <summary>Further accounts that the request counts for, with or without a budget (<c>team:NAME</c>).</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>Names of the models that the caller may use; null = all.</summary>
    public IReadOnlyCollection<string>? Pool { get; init; }

    /// <summary>Naming a model sends private text to it. A person at the terminal may; a client of the gateway names a model with every request, so that it may not.</summary>
    public bool MayOverridePrivacy { get; init; } = true;

    /// <summary>The request as one model gets it (its tools, its format of edits, nothing that only another can read); null = as <see cref="Request"/> for all. It carries no text of other paths.</summary>
    public Func<ModelOptions, ModelRequest>? Adapt { get; init; }

    /// <summary>The most that the request may cost, beside the budgets; null = no such limit.</summary>
    public NanoUsd? Most { get; init; }

    /// <summary>Told which secret each placeholder stands for that an external model gets.</summary>
    public SecretPlaceholders? Placeholders { get; init; }

    /// <summary>Told of each field that the model's dialect cannot carry, before the answer begins.</summary>
    public Action<string>? OnDropped { get; init; }

    /// <summary>Told what was spent where the caller leaves before the end: no frame can say it any more.</summary>
    public Action<Receipt>? OnAbandoned { get; init; }

    public IdempotencyKey? Idempotency { get; init; }

    /// <summary>What the door wants kept in the deletable table beside the answer (for <c>--again</c> and sessions); null = neither is kept.</summary>
    public string? KeptPrompt { get; init; }
}
