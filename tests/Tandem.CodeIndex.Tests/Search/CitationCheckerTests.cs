using Tandem.CodeIndex.Scanning;
using Tandem.CodeIndex.Search;

namespace Tandem.CodeIndex.Tests.Search;

public sealed class CitationCheckerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CitationCheckerTests()
    {
        _folder.Git("init", "-q");
        _folder.Write("src/a.cs", "one\ntwo\nthree\n");
        _folder.Write("Makefile", "all:\n");
        _folder.Write(".gitignore", "secret.cs\n");
        _folder.Write("secret.cs", "hidden\n");
    }

    [Fact]
    public void Places_that_exist_pass()
    {
        var citations = Find("See `src/a.cs:2`, ./src/a.cs:1-3 and Makefile:1.");

        Assert.Equal([("src/a.cs", 2, 2), ("src/a.cs", 1, 3), ("Makefile", 1, 1)], citations.Select(c => (c.Path, c.Line, c.EndLine)));
        Assert.All(citations, c => Assert.True(c.Exists));
    }

    [Theory]
    [InlineData("src/a.cs:4", "has 3 lines")]
    [InlineData("src/a.cs:0", "no range")]
    [InlineData("src/a.cs:3-2", "no range")]
    [InlineData("src/b.cs:1", "no file 'src/b.cs'")]
    [InlineData("secret.cs:1", "no file")]
    [InlineData("../outside.cs:1", "no file")]
    [InlineData("/etc/x.cs:1", "no file")]
    public void Places_that_do_not_exist_are_told_apart(string text, string problem) =>
        Assert.Contains(problem, Assert.Single(Find(text)).Problem, StringComparison.Ordinal);

    [Theory]
    [InlineData("http://localhost:8080/x")]
    [InlineData("example.org:443")]
    [InlineData("at 10:30:12 today")]
    [InlineData("std::vector:3")]
    public void Hosts_times_and_scopes_are_no_citations(string text) => Assert.Empty(Find(text));

    public void Dispose() => _folder.Dispose();

    private IReadOnlyList<Citation> Find(string text) => new CitationChecker(new WorkingTree(_folder.Root), TestContext.Current.CancellationToken).Find(text);
}
