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
    public void Globs_match_relative_paths(string glob, string path, bool matches) => Assert.Equal(matches, PathGlob.IsMatch(glob, path));
}
