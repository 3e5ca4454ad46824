using System.Text;
using System.Text.Json;
using Tandem.Egress.Secrets;
using Tandem.TestKit;

namespace Tandem.Egress.Tests.Secrets;

public sealed class SecretScannerTests(ITestOutputHelper output)
{
    private static readonly SecretScanner Scanner = new(SecretRules.Load());

    [Fact]
    public void Finds_at_least_95_percent_of_made_up_secrets_of_more_than_forty_kinds()
    {
        var samples = Enumerable.Range(1, 5).SelectMany(seed => SecretSamples.All(new Random(seed))).ToList();
        var missed = samples.Where(sample => !Covers(sample.Text, sample.Secret)).Select(sample => sample.Kind).ToList();
        output.WriteLine($"{samples.Count - missed.Count} of {samples.Count} found; missed: {string.Join(", ", missed)}");
        Assert.True(samples.DistinctBy(sample => sample.Kind).Count() > 40);
        Assert.True(missed.Count <= samples.Count * 0.05, $"missed: {string.Join(", ", missed)}");
    }

    [Fact]
    public void Cries_wolf_on_at_most_one_percent_of_our_own_source_files_in_pieces()
    {
        var snippets = Directory.EnumerateFiles(RepositoryRoot.PathTo("src"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(path => File.ReadLines(path).Chunk(12))
            .Select(lines => string.Join('\n', lines)).ToList();
        AssertFewAlarms(snippets);
    }

    [Fact]
    public void Cries_wolf_on_at_most_one_percent_of_public_code_and_commit_messages()
    {
        var cases = RepositoryRoot.Shared("data", "edits", "cases.jsonl");
        var queries = RepositoryRoot.Shared("data", "retrieval", "scrapy.history.jsonl");
        if (cases is null || queries is null) Assert.Skip("The evaluation data (../shared/data) is not beside this checkout.");
        var snippets = File.ReadLines(cases).Concat(File.ReadLines(queries)).SelectMany(StringsOf).Where(text => text.Length > 40).Distinct().Take(2_500).ToList();
        Assert.True(snippets.Count >= 2_000);
        AssertFewAlarms(snippets);
    }

    [Theory]
    [InlineData("password = getpass.getpass('Password: ')")]
    [InlineData("var token = await reader.ReadTokenAsync(cancellationToken);")]
    [InlineData("public string ApiKey { get; set; } = \"\";")]
    [InlineData("api_key: ${OPENAI_API_KEY}")]
    [InlineData("password: changeme-please-1")]
    [InlineData("see https://example.com/path?sig=short")]
    [InlineData("sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    [InlineData("commit 6a3ce16d2e5f6c7b8a9d0e1f2a3b4c5d6e7f8091")]
    [InlineData("task-management-system-with-long-names-and-1-digit")]
    [InlineData("if (token == JsonTokenType.PropertyName) secretCount++;")]
    [InlineData("postgres://user:${PASSWORD}@host/db")]
    public void Leaves_code_that_only_speaks_of_secrets_alone(string text) => Assert.Empty(Scanner.Scan(text));

    [Fact]
    public void Every_shipped_rule_compiles_without_backtracking_and_has_its_own_name()
    {
        var rules = SecretRules.Load();
        Assert.True(rules.Count >= 40);
        Assert.Equal(rules.Count, rules.Select(rule => rule.Name).Distinct().Count());
        foreach (var rule in rules) Assert.Contains("secret", rule.Regex.GetGroupNames());
    }

    [Fact]
    public void Hides_a_secret_behind_an_escape_and_keeps_the_rest_byte_for_byte()
    {
        var secret = "A+b/" + new string([.. "cdEF0123456789cdEF0123456789cdEF0123"]);
        var escaped = secret.Replace("+", "\\u002B", StringComparison.Ordinal);
        var body = Encoding.UTF8.GetBytes("{ \"a\" : \"x\\ny\",  \"b\":\"aws_secret_access_key = " + escaped + "\\nend\", \"n\":1.50 }");
        var redactor = new SecretRedactor(Scanner, new byte[32]);
        var names = redactor.Scan(body, out var redacted);
        Assert.Equal(["aws-secret-access-key"], names);
        var text = Encoding.UTF8.GetString(redacted);
        Assert.StartsWith("{ \"a\" : \"x\\ny\",  \"b\":\"aws_secret_access_key = [REDACTED:aws-secret-access-key:", text, StringComparison.Ordinal);
        Assert.EndsWith("]\\nend\", \"n\":1.50 }", text, StringComparison.Ordinal);
        redactor.Scan(body, out var again);
        Assert.Equal(redacted, again); // The same secret has the same placeholder: prompt caches hold.
        Assert.Empty(redactor.Scan(redacted, out _));
    }

    [Fact]
    public void Looks_into_bodies_that_are_no_json_and_skips_images()
    {
        var redactor = new SecretRedactor(Scanner, new byte[32]);
        var key = "gh" + "p_" + new string('a', 18) + new string('B', 18);
        Assert.Equal(["github-token"], redactor.Scan(Encoding.UTF8.GetBytes("token " + key + " here"), out var clean));
        Assert.DoesNotContain(key, Encoding.UTF8.GetString(clean), StringComparison.Ordinal);
        var image = Convert.ToBase64String(Enumerable.Range(0, 9_000).Select(i => (byte)(i * 31)).ToArray());
        Assert.Empty(redactor.Scan(JsonSerializer.SerializeToUtf8Bytes(new { data = image }), out _));
    }

    private static bool Covers(string text, string secret)
    {
        var at = text.IndexOf(secret, StringComparison.Ordinal);
        return Scanner.Scan(text).Any(finding => finding.Start <= at + 3 && finding.Start + finding.Length >= at + secret.Length - 3);
    }

    private void AssertFewAlarms(List<string> snippets)
    {
        var alarms = snippets.SelectMany(text => Scanner.Scan(text).Select(finding => $"{finding.Rule}: {text.Substring(finding.Start, finding.Length)}")).ToList();
        output.WriteLine($"{alarms.Count} alarms on {snippets.Count} snippets: {string.Join(" | ", alarms.Take(40))}");
        Assert.True(alarms.Count <= snippets.Count * 0.01, string.Join(" | ", alarms.Take(20)));
    }

    private static IEnumerable<string> StringsOf(string line)
    {
        using var json = JsonDocument.Parse(line);
        var found = new List<string>();
        Walk(json.RootElement, found);
        return found;
    }

    private static void Walk(JsonElement element, List<string> found)
    {
        if (element.ValueKind == JsonValueKind.String) found.Add(element.GetString()!);
        if (element.ValueKind == JsonValueKind.Array) foreach (var item in element.EnumerateArray()) Walk(item, found);
        if (element.ValueKind == JsonValueKind.Object) foreach (var property in element.EnumerateObject()) Walk(property.Value, found);
    }
}
