using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Tandem.Agent.Edits.Text;
using Tandem.Agent.Tools.Searching;

namespace Tandem.Agent.Tests.Tools;

public sealed class LineSearchTests
{
    // Few characters, so that random patterns meet random text: also those whose case or bytes are special.
    private static readonly Gen<string> Letters = Gen.OneOf("a", "b", "B", "k", "K", "\u212A", "i", "İ", "é", "1", ".", "_", " ", "€", "ſ", "s");

    private static readonly Gen<string> Words = Gen.Select(Letters, Letters, Letters, (a, b, c) => a + b + c);

    private static readonly Gen<string> Atoms = Gen.Frequency(
        (6, Words.Select(Regex.Escape)),
        (3, Letters.Select(Regex.Escape)),
        (2, Gen.OneOf(".", @"\w", @"\s", @"\d", "[ab]", "[^a]", "[]b]", @"[\]k]", "[.]", @"\b", "^", "$", @"\.", "(?:)", "\n", "\r", @"\t", "{", "a{", "#")),
        (1, Gen.OneOf(@"\A", @"\z", "(?i)", "(?-i)", "(?-m)^", "(?s).", "(?#a)", "(?n)", @"\x61", @"\u212a", @"\p{L}", "[a-[b]]", "[-[b]", @"[\c]]", "[[:b]")));

    private static readonly Gen<string> Patterns = Gen.Recursive<string>((depth, inner) =>
    {
        var group = depth > 3 ? Atoms : Gen.Frequency((4, Atoms), (1, inner.Select(one => $"({one})")), (1, inner.Select(one => $"(?:{one})")), (1, inner.Select(one => $"(?<n>{one})")));
        var quantified = Gen.Select(group, Gen.Frequency((6, Gen.Const("")), (1, Gen.OneOf("*", "+", "?", "{2}", "{0}", "{0,2}", "{1,}", "*?", "+?", "{1}?"))), (one, times) => one + times);
        return Gen.Select(quantified.List[1, 4], Gen.OneOf("", "", "", "|"), (parts, or) => string.Join(or, parts));
    });

    private static readonly Gen<string> Texts = Gen.Frequency((5, Words), (4, Letters), (3, Gen.OneOf("\n", "\r\n", "\r", "\n\n"))).List[0, 40].Select(string.Concat);

    private static readonly Gen<byte[]> Files = Gen.Select(Texts, Gen.OneOf("utf8", "utf8", "utf8", "mark", "latin", "utf16", "cut"), (text, encoding) => encoding switch
    {
        "mark" => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)],
        "latin" => [0xE9, .. Encoding.Latin1.GetBytes(text)],
        "utf16" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)],
        "cut" => Encoding.UTF8.GetBytes(text + "€")[..^1],
        _ => Encoding.UTF8.GetBytes(text),
    });

    [Fact]
    public void Finds_the_lines_that_the_expression_matches_whatever_is_looked_for_first() =>
        Gen.Select(Patterns, Gen.Bool, Files.Array[12], Gen.Int[1, 5]).Sample(
            (pattern, ignoresCase, files, limit) =>
            {
                if (Compile(pattern, ignoresCase) is not { } expression) return;
                var search = new LineSearch(expression);
                foreach (var file in files)
                    Assert.Equal(OneByOne(expression, file).Take(limit), search.Find(file, limit));
            },
            iter: 400);

    [Theory]
    [InlineData(@"class [A-Z]\w*17", "class |17")]
    [InlineData("TODO|FIXME: now", "FIXME: now,TODO")]
    [InlineData("colou?r", "colo|r")]
    [InlineData(@"foo\.bar\(", "foo.bar(")]
    [InlineData("(get|set)Value", "Value|get,set")]
    [InlineData(@"\bname\b", "name")]
    [InlineData("ab+c", "ab|c")]
    [InlineData("(a|b?)c", "c")]
    [InlineData(@"\w+\s*", "")]
    [InlineData("(?i)name", "")]
    [InlineData("x{0,3}yz", "yz")]
    public void Knows_what_a_match_must_hold(string pattern, string expected) =>
        Assert.Equal(expected.Split('|', StringSplitOptions.RemoveEmptyEntries), RequiredLiterals.Of(pattern, ignoresCase: false).Select(any => string.Join(',', any.Order())));

    [Fact]
    public void No_letter_but_k_has_a_third_form_under_ignored_case()
    {
        var all = string.Concat(Enumerable.Range(0, char.MaxValue + 1).Select(one => (char)one));

        Assert.Equal(["k"], Enumerable.Range('a', 26).Select(one => $"{(char)one}").Where(letter => Compile(letter, ignoresCase: true)!.Count(all) != 2));
        Assert.Equal([["brea"]], RequiredLiterals.Of("Break", ignoresCase: true));
    }

    private static Regex? Compile(string pattern, bool ignoresCase)
    {
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Multiline | (ignoresCase ? RegexOptions.IgnoreCase : RegexOptions.None));
        }
        catch (Exception refused) when (refused is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static IEnumerable<(int Number, string Line)> OneByOne(Regex expression, byte[] bytes)
    {
        var lines = TextEncoding.Read(bytes).Text.Split('\n');
        return lines
            .Select((line, place) => (Number: place + 1, Line: line.EndsWith('\r') ? line[..^1] : line))
            .Where(one => (one.Number < lines.Length || lines[^1].Length > 0) && expression.IsMatch(one.Line));
    }
}
