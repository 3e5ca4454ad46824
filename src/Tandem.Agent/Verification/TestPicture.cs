namespace Tandem.Agent.Verification;

/// <summary>The tests of a file as far as text tells: their names, how much each asserts, and how many are switched off.</summary>
internal sealed record TestPicture(IReadOnlyDictionary<string, TestStrength> Tests, int Skips)
{
    private static readonly TestPicture None = new(new Dictionary<string, TestStrength>(), 0);

    public static TestPicture Of(string path, string? text)
    {
        if (text is null || TestLanguage.Of(path) is not { } language) return None;
        var code = language.WithoutComments(text);
        var starts = language.Test.Matches(code).Where(match => match.Groups["name"].Success).ToList();
        var tests = new Dictionary<string, TestStrength>(StringComparer.Ordinal);
        for (var i = 0; i < starts.Count; i++)
        {
            var end = i + 1 < starts.Count ? starts[i + 1].Index : code.Length;
            var body = code[starts[i].Index..end];
            var all = language.Assertion.Count(body);
            var weak = language.WeakAssertion.Count(body);
            var name = starts[i].Groups["name"].Value;
            var known = tests.GetValueOrDefault(name);
            tests[name] = new TestStrength(known.Strong + Math.Max(0, all - weak), known.Weak + Math.Min(all, weak));
        }
        return tests.Count == 0 && !TestFiles.IsTest(path) ? None : new TestPicture(tests, language.Skip.Count(code));
    }
}
