namespace Tandem.Llama.Tokenization;

/// <summary>What a vocabulary entry is, with the numbers of the GGUF specification.</summary>
public enum TokenKind
{
    Normal = 1,
    Unknown = 2,

    /// <summary>Steers the model and is not text: beginning, end, role markers.</summary>
    Control = 3,

    /// <summary>Matched in the text before anything else.</summary>
    UserDefined = 4,
    Unused = 5,

    /// <summary>One byte of text for which the vocabulary has no better token.</summary>
    Byte = 6,
}
