using System.Text.Json;

namespace Tandem.Llama.Grammars;

/// <summary>What an answer may look like: a context-free grammar over bytes. Immutable, safe for concurrent use.</summary>
public sealed class Grammar
{
    internal Grammar(GrammarElement[][][] rules, int root) => (Rules, Root) = (rules, root);

    /// <summary>[rule][alternative][element].</summary>
    internal GrammarElement[][][] Rules { get; }

    internal int Root { get; }

    /// <summary>Reads a grammar in the GBNF notation of llama.cpp; it starts at the rule <c>root</c>.</summary>
    /// <exception cref="GrammarException">The text is no grammar, or a rule calls itself before it takes a character.</exception>
    public static Grammar Parse(string gbnf)
    {
        ArgumentNullException.ThrowIfNull(gbnf);
        return new GbnfParser(gbnf).Parse();
    }

    /// <summary>A grammar for JSON values that a schema allows.</summary>
    /// <exception cref="GrammarException">The schema uses what a grammar cannot express.</exception>
    public static Grammar FromJsonSchema(JsonElement schema) => Parse(new JsonSchemaGrammar(schema).ToGbnf());

    /// <summary>A grammar for any JSON object.</summary>
    public static Grammar AnyJsonObject() => Parse("root ::= object\n" + JsonSchemaGrammar.CommonRules);
}
