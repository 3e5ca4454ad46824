namespace Tandem.Configuration.Tests;

/// <summary>Compares a file of the repository with what the program makes. <c>TANDEM_UPDATE_GOLDEN=1</c> writes it instead; the change is reviewed in the diff.</summary>
internal static class Golden
{
    public static void Check(string path, Func<string, string> make)
    {
        var text = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        var expected = make(text);
        if (Environment.GetEnvironmentVariable("TANDEM_UPDATE_GOLDEN") == "1")
            File.WriteAllText(path, expected);
        else
            Assert.Equal(expected, text);
    }

    public static string Between(string text, string begin, string end, string content)
    {
        var from = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var to = text.IndexOf(end, StringComparison.Ordinal);
        Assert.InRange(from, begin.Length, to);
        return $"{text[..from]}\n{content}{text[to..]}";
    }
}
