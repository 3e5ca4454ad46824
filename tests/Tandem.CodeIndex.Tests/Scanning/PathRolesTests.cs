using Tandem.CodeIndex.Scanning;

namespace Tandem.CodeIndex.Tests.Scanning;

public sealed class PathRolesTests
{
    [Theory]
    [InlineData("src/Parser.cs", PathRole.Source)]
    [InlineData("scrapy/utils/test.py", PathRole.Source)]
    [InlineData("pkg/latest/manifest.go", PathRole.Source)]
    [InlineData("src/NewsFeed.cs", PathRole.Source)]
    [InlineData("src/todo-list.ts", PathRole.Source)]
    [InlineData("mock/mock.go", PathRole.Source)]
    [InlineData("boot-test/src/main/java/Boot.java", PathRole.Source)]
    [InlineData("LICENSE", PathRole.Docs)]
    [InlineData("pkg/server_test.go", PathRole.Test)]
    [InlineData("src/test/java/FooIT.java", PathRole.Test)]
    [InlineData("tests/Tandem.Tests/ParserTests.cs", PathRole.Test)]
    [InlineData("src/router.test.ts", PathRole.Test)]
    [InlineData("examples/hello/main.rs", PathRole.Sample)]
    [InlineData("docs/conf.py", PathRole.Docs)]
    [InlineData("README.md", PathRole.Docs)]
    [InlineData("Cargo.toml", PathRole.Settings)]
    [InlineData("dist/app.js", PathRole.Generated)]
    [InlineData("src/api.d.ts", PathRole.Generated)]
    public void A_path_tells_what_a_file_is_for(string path, PathRole role) => Assert.Equal(role, PathRoles.Of(path));
}
