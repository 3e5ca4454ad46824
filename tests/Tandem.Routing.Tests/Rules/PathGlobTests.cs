using CsCheck;
using Microsoft.Extensions.FileSystemGlobbing;
using Tandem.Routing.Rules;

namespace Tandem.Routing.Tests.Rules;

public sealed class PathGlobTests
{
    [Theory]
    [InlineData("src/Auth/**", "src/Auth/Login.cs", true)]
    [InlineData("src/Auth/**", "src/auth/deep/Login.cs", true)]
    [InlineData("src/Auth/**", "src/AuthX/Login.cs", false)]
    [InlineData("**/.env*", ".env.local", true)]
    [InlineData("**/.env*", "a/b/.env", true)]
    [InlineData("secrets/**", "secrets/key.txt", true)]
    [InlineData("secrets/**", "docs/secrets.md", false)]
    [InlineData("secrets/", "secrets/a/b", true)]
    [InlineData("secret?.txt", "secret1.txt", true)]
    [InlineData("secret?.txt", "secret.txt", false)]
    [InlineData("**.pem", "keys/a.pem", true)]
    [InlineData("a/../secrets/*", "secrets/a", true)]
    [InlineData("../secrets/*", "secrets/a", false)]
    public void Globs_match_relative_paths(string glob, string path, bool matches) => Assert.Equal(matches, PathGlob.IsMatch(glob, path));

    [Fact]
    public void Case_counts_only_where_it_is_asked_for() =>
        Assert.Equal((true, false), (new PathGlob("SRC/*").IsMatch("src/a"), new PathGlob("SRC/*", ignoresCase: false).IsMatch("src/a")));

    [Fact]
    public void Agrees_with_the_globs_of_the_platform()
    {
        var name = Gen.OneOf("a", "b", "A", "ab", ".b", "a.b", "aXb");
        var part = Gen.OneOf("a", "b", "**", "*", "a*", "*b", "*a*", ".*", "*.*", "*.b", "**.b", "a*b");
        var path = name.Array[1, 5].Select(names => string.Join('/', names));
        var glob = Gen.Select(part.Array[1, 5], Gen.Bool, (parts, isFolder) => string.Join('/', parts) + (isFolder ? "/" : ""));
        Gen.Select(glob, path).Sample((pattern, one) => new PathGlob(pattern).IsMatch(one) == Reference(pattern, one), iter: 20_000);
    }

    private static bool Reference(string glob, string path)
    {
        var matcher = new Matcher(StringComparison.OrdinalIgnoreCase);
        matcher.AddInclude(glob);
        return matcher.Match(path).HasMatches;
    }
}
