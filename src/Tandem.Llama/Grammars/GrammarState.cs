namespace Tandem.Llama.Grammars;

/// <summary>Everything that may come next: a set of places in the grammar, each with what follows when its rule is done.</summary>
internal sealed class GrammarState(Frame[] frames, bool isComplete)
{
    /// <summary>The places, each before a byte.</summary>
    public Frame[] Frames { get; } = frames;

    /// <summary>Whether the text so far is a whole sentence of the grammar.</summary>
    public bool IsComplete { get; } = isComplete;

    /// <summary>No byte may follow.</summary>
    public bool IsFinal => Frames.Length == 0;

    /// <summary>Where a byte leads; null where it has not been tried yet.</summary>
    public GrammarState?[] Next { get; } = new GrammarState?[256];

    /// <summary>One bit per token of the vocabulary; made when it is first needed.</summary>
    public ulong[]? AllowedTokens { get; set; }
}

/// <summary>A place inside one alternative of a rule, and the place to return to after it. Equal frames are one object.</summary>
internal sealed class Frame(GrammarElement[] sequence, int position, Frame? parent, int id)
{
    public GrammarElement[] Sequence { get; } = sequence;

    public int Position { get; } = position;

    public Frame? Parent { get; } = parent;

    public int Id { get; } = id;
}
