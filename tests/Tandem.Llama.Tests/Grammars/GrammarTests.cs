using System.Text;
using System.Text.Json;
using Tandem.Llama.Grammars;

namespace Tandem.Llama.Tests.Grammars;

public sealed class GrammarTests
{
    [Theory]
    [InlineData("root ::= \"yes\" | \"no\"", "yes,no", "y,maybe,yesno,")]
    [InlineData("root ::= [a-c]+ \"!\"?", "a,abc,abc!", "!,abd,a!!,")]
    [InlineData("root ::= x{2,3}\nx ::= \"ab\"", "abab,ababab", "ab,abababab,aba")]
    [InlineData("root ::= (\"a\" | \"b\")*", ",a,abba", "c,ac")]
    [InlineData("root ::= \"(\" root \")\" | \"x\"", "x,(x),((x))", "(x,x),()")]
    [InlineData("root ::= [^a-z]{3}", "ABC,1Ä😀,日本語", "ABc,AB")]
    [InlineData("root ::= [α-ωあ-ん😀-😎]+", "αω,あん,😀😎", "a,Ω,😏")]
    [InlineData("# a comment\nroot ::= item (\",\" item)* # another\nitem ::=\n  [0-9]+\n  | \"x\"", "1,x;12,x;1", "1,,;,1", ';')]
    [InlineData("root ::= .{2} \"\\n\\x41\\u00e4\"", "éè\nAä", "éè\nA")]
    public void A_grammar_accepts_its_sentences_and_no_others(string gbnf, string accepted, string refused, char separator = ',')
    {
        var grammar = Grammar.Parse(gbnf);
        Assert.All(accepted.Split(separator), text => Assert.True(Accepts(grammar, text), $"'{text}' refused"));
        Assert.All(refused.Split(separator), text => Assert.False(Accepts(grammar, text), $"'{text}' accepted"));
    }

    [Theory]
    [InlineData("other ::= \"x\"", "no rule 'root'")]
    [InlineData("root ::= thing", "'thing'")]
    [InlineData("root ::= root \"x\" | \"y\"", "left recursion")]
    [InlineData("root ::= a\na ::= b? root\nb ::= \"x\"", "left recursion")]
    [InlineData("root ::= \"x", "line 1")]
    [InlineData("root ::= \"x\"\nroot ::= \"y\"", "twice")]
    [InlineData("root ::= [z-a]", "upside down")]
    [InlineData("root ::= \"x\"{5,2}", "bound")]
    public void A_broken_grammar_is_refused_with_its_fault(string gbnf, string fault) =>
        Assert.Contains(fault, Assert.Throws<GrammarException>(() => Grammar.Parse(gbnf)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"string"}},"required":["a"]}""",
        """{"a":1}|{"a": -20, "b": "x\"\u00e4😀"}|{ "a":0 }""", """{}|{"b":"x"}|{"a":1,"c":2}|{"a":01}|{"a":1.5}|{"a":1,}|{"b":"x","a":1}""")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"boolean"},"b":{"type":"null"},"c":{"const":7}}}""",
        """{}|{"a":true}|{"b":null}|{"a":false,"c":7}|{"b":null,"c":7}""", """{"c":8}|{"c":7,"a":true}|{,"c":7}""")]
    [InlineData("""{"type":"array","items":{"enum":["x",2,null]},"minItems":1,"maxItems":3}""", """["x"]|[2, null,"x"]""", """[]|["y"]|[2,2,2,2]""")]
    [InlineData("""{"type":["string","null"],"maxLength":3}""", "\"abc\"|null|\"\"|\"ä😀\\n\"", "\"abcd\"|1")]
    [InlineData("""{"anyOf":[{"type":"number"},{"type":"array","items":{"type":"number"}}]}""", "1.5e3|[1, 2.25]|[]|-0", "true|[true]|.5")]
    [InlineData("""{"$ref":"#/$defs/t","$defs":{"t":{"type":"object","properties":{"n":{"$ref":"#/$defs/t"}}}}}""", """{}|{"n":{"n":{}}}""", """{"n":1}""")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"integer"}}""", """{}|{"a":1,"b":2}""", """{"a":"x"}""")]
    [InlineData("true", """{"a":[1,{"b":null}]}|"x"|-1.5e-3""", """{"a"}|[1,]|"\ud800"|{a:1}""")]
    public void A_schema_accepts_its_values_and_no_others(string schema, string accepted, string refused)
    {
        using var document = JsonDocument.Parse(schema);
        var grammar = Grammar.FromJsonSchema(document.RootElement);
        Assert.All(accepted.Split('|'), text =>
        {
            Assert.True(Accepts(grammar, text), $"{text} refused");
            JsonDocument.Parse(text).Dispose();
        });
        Assert.All(refused.Split('|'), text => Assert.False(Accepts(grammar, text), $"{text} accepted"));
    }

    [Theory]
    [InlineData("""{"$ref":"http://elsewhere/schema"}""")]
    [InlineData("""{"$ref":"#/$defs/missing"}""")]
    [InlineData("""{"type":"colour"}""")]
    [InlineData("""{"enum":[]}""")]
    [InlineData("[]")]
    public void A_schema_beyond_a_grammar_is_refused(string schema)
    {
        using var document = JsonDocument.Parse(schema);
        var root = document.RootElement;
        Assert.Throws<GrammarException>(() => Grammar.FromJsonSchema(root));
    }

    private static bool Accepts(Grammar grammar, string text)
    {
        var matcher = new GrammarMatcher(grammar);
        return matcher.Step(matcher.Start, Encoding.UTF8.GetBytes(text)).IsComplete;
    }
}
