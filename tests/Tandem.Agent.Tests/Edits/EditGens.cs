using CsCheck;

namespace Tandem.Agent.Tests.Edits;

/// <summary>Random files and random changes of them.</summary>
internal static class EditGens
{
    private static readonly Gen<string> Words = Gen.OneOf<string>(
        "int x = 1;", "return x;", "}", "{", "if (x > 0)", "print(\"it's\")", "# note - here", "a  b", "-- dash", "+plus", "- minus", "@@ at", "= equals", "élan 🌍", "x\u2028y", "`tick`", "*** stars",
        "<<< less", "\"path\": 1", "\\ back", "a\fb", "--- a", "+++ b", "```", "// …done", "é");

    private static Gen<string> Line(bool tabs) => Gen.Select(
        tabs ? Gen.OneOf<string>("", "", "\t", "\t\t", "\t\t\t") : Gen.OneOf<string>("", "", "  ", "    ", "        "), Words, Gen.OneOf<string>("", "", "", " ", "  ", "\t"), Gen.Int[0, 99],
        (indent, words, trailing, number) => $"{indent}{words} {number}{trailing}");

    /// <summary>A file, and a change that indents as the file does.</summary>
    public static readonly Gen<((string[] Lines, string[] Ends, bool HasMark) File, (double At, int Count, string[] New) Change)> Edit =
        Gen.Bool.SelectMany(tabs => Gen.Select(File(tabs), Change(tabs)));

    /// <summary>Lines with their line ends; the last may lack one.</summary>
    private static Gen<(string[] Lines, string[] Ends, bool HasMark)> File(bool tabs) => Gen.Select(
        Gen.Frequency((6, Line(tabs)), (1, Gen.Const("")), (1, Gen.Const("   "))).Array[1, 24], Gen.OneOf<string>("\n", "\r\n", "mixed"), Gen.Int[0, 1 << 24], Gen.Bool, Gen.Bool,
        (lines, style, bits, final, mark) =>
        {
            var ends = lines.Select((_, i) => style == "mixed" ? ((bits >> i) & 3) == 0 ? "\r\n" : "\n" : style).ToArray();
            if (!final && lines[^1].Length > 0) ends[^1] = "";
            return (lines, ends, mark);
        });

    /// <summary>Replaces some lines of the file: never by themselves.</summary>
    private static Gen<(double At, int Count, string[] New)> Change(bool tabs) => Gen.Select(Gen.Double[0, 0.999], Gen.Int[0, 4], Line(tabs).Array[0, 4]);
}
