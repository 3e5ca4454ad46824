using Tandem.Routing;

namespace Tandem.Providers;

/// <summary>What one pass over a request's bytes tells: enough to classify, decide and splice, and nothing that holds the prompt.</summary>
public sealed record RequestOutline
{
    /// <summary>The model name that the client asked for, as written.</summary>
    public required string Model { get; init; }

    public bool Stream { get; init; }

    /// <summary>Bytes of text in system, messages and tools.</summary>
    public long TextBytes { get; init; }

    public int MessageCount { get; init; }

    public int ToolCount { get; init; }

    public int ImageCount { get; init; }

    /// <summary>An image is given by an address that the provider fetches, which not every provider does.</summary>
    public bool HasImageAddress { get; init; }

    public int? MaxOutputTokens { get; init; }

    /// <summary>Answers asked for (<c>n</c>), at least 1.</summary>
    public int ChoiceCount { get; init; } = 1;

    public Capabilities Needs { get; init; }

    /// <summary>Head and tail of the last user turn's text, joined, at most twice <see cref="RouteQuery.MaxTextLength"/> characters.</summary>
    public string LastUserText { get; init; } = "";

    /// <summary>The last message holds tool results: a tool loop goes on, so that this is no boundary.</summary>
    public bool EndsWithToolResult { get; init; }

    /// <summary>The history holds signed or encrypted reasoning, which only the model that wrote it can read.</summary>
    public bool HasSignedReasoning { get; init; }

    /// <summary>The history holds reasoning that no provider of this dialect signed: relayed as it is, the upstream would refuse it, so the request is written anew.</summary>
    public bool HasForeignReasoning { get; init; }

    /// <summary>The client asked for usage in the stream (OpenAI's <c>stream_options.include_usage</c>).</summary>
    public bool WantsUsage { get; init; }

    /// <summary>Hash of system text and first user message: the conversation, for clients that name none. Hex.</summary>
    public string ConversationHash { get; init; } = "";

    /// <summary>Byte ranges of the body that a splice replaces; empty for <see cref="Dialect.Native"/>.</summary>
    public SpliceMap Splice { get; init; } = SpliceMap.None;
}
