namespace Tandem.Llama.Tokenization;

/// <summary>Turns text that holds no special tokens into token ids, and ids back into bytes.</summary>
internal interface ITextEncoder
{
    /// <summary>Appends the ids of <paramref name="text"/>. <paramref name="startsSegment"/>: nothing or a special token precedes it.</summary>
    void Encode(ReadOnlySpan<char> text, bool startsSegment, List<int> output);

    /// <summary>The bytes of text that a token stands for.</summary>
    byte[] Decode(int id);
}
