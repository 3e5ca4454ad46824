namespace Tandem.Llama.Grammars;

/// <summary>What tokens may come next in one answer.</summary>
internal interface ITokenConstraint
{
    /// <summary>Whether the answer may end here.</summary>
    bool MayEnd { get; }

    /// <summary>Whether nothing may follow.</summary>
    bool MustEnd { get; }

    bool Allows(int token);

    /// <summary>Sets the logits of tokens that may not follow to negative infinity.</summary>
    void Mask(Span<float> logits);

    /// <summary>Takes a token that <see cref="Allows"/> accepted.</summary>
    void Accept(int token);
}
