namespace Tandem.Llama.Grammars;

/// <summary>One step of a rule: a byte out of a set, or another rule.</summary>
/// <param name="Bytes">The bytes accepted, where <paramref name="Rule"/> is negative.</param>
/// <param name="Rule">Index of a rule, or −1.</param>
internal readonly record struct GrammarElement(ByteSet Bytes, int Rule)
{
    public static GrammarElement OneOf(ByteSet bytes) => new(bytes, -1);

    public static GrammarElement Call(int rule) => new(default, rule);
}
