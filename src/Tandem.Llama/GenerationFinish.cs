namespace Tandem.Llama;

/// <summary>Why an answer ended.</summary>
public enum GenerationFinish
{
    /// <summary>The model said that it was done, or a grammar was complete.</summary>
    EndToken,

    /// <summary>A stop string appeared.</summary>
    StopString,

    /// <summary>The most tokens allowed were generated, or the context is full.</summary>
    Length,
}
