using CsCheck;

namespace Tandem.CodeIndex.Tests.Symbols;

internal static class TextGen
{
    /// <summary>One of the pieces.</summary>
    public static Gen<string> OneOf(params string[] pieces) => Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]);
}
