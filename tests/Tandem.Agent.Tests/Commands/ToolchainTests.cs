using Tandem.Agent.Verification;

namespace Tandem.Agent.Tests.Commands;

/// <summary>The build and test programs that people use, for real, in the sandbox: without network, with the caches of this machine.</summary>
public sealed class ToolchainTests
{
    public static TheoryData<string, string, string[]> Programs => new()
    {
        { "pytest", "pytest -q -p no:cacheprovider", ["test_a.py", "def test_one():\n    assert 1 + 1 == 2\n"] },
        { "npm", "npm test", ["package.json", "{\"scripts\":{\"test\":\"node --test\"}}", "a.test.js", "const test = require('node:test');\nconst assert = require('node:assert');\ntest('one', () => assert.equal(1 + 1, 2));\n"] },
        { "cargo", "cargo test", ["Cargo.toml", "[package]\nname = \"one\"\nversion = \"0.1.0\"\nedition = \"2021\"\n", "src/lib.rs", "#[test]\nfn one() { assert_eq!(1 + 1, 2); }\n"] },
        { "go", "go test ./...", ["go.mod", "module one\n\ngo 1.20\n", "one_test.go", "package one\n\nimport \"testing\"\n\nfunc TestOne(t *testing.T) {}\n"] },
        { "mvn", "mvn -q test", ["pom.xml", "<project xmlns=\"http://maven.apache.org/POM/4.0.0\"><modelVersion>4.0.0</modelVersion><groupId>one</groupId><artifactId>one</artifactId><version>1</version></project>", "src/main/java/One.java", "class One {}\n"] },
        { "make", "make test", ["Makefile", "test:\n\t@echo tested\n"] },
        { "dotnet", "dotnet build", ["One.csproj", Project("", ""), "One.cs", "public static class One { public static int Two => 2; }\n"] },
        {
            "dotnet", "dotnet test --project Tests.csproj",
            [
                "Tests.csproj", Project("<OutputType>Exe</OutputType>", "<PackageReference Include=\"xunit.v3.mtp-v2\" Version=\"4.0.2\" />"),
                "global.json", "{\"test\":{\"runner\":\"Microsoft.Testing.Platform\"}}", "OneTests.cs", "public class OneTests { [Xunit.Fact] public void One() => Xunit.Assert.Equal(2, 1 + 1); }\n",
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Runs_in_the_sandbox(string program, string command, string[] files)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("TANDEM_SLOW_TESTS") == "1", "Each starts a compiler or a test runner: TANDEM_SLOW_TESTS=1 runs them.");
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        Assert.SkipUnless(path.Any(place => File.Exists(Path.Combine(place, program))), $"There is no {program} on this machine's PATH.");
        using var folder = new CommandFolder(home: Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)).NeedsSandbox();
        for (var file = 0; file < files.Length; file += 2) folder.Write(files[file], files[file + 1]);

        var result = await folder.RunAsync(command, TimeSpan.FromMinutes(8));

        Assert.SkipWhen(EnvironmentFaults.Of(result) is not null, $"{program}: {EnvironmentFaults.Of(result)}"); // Its plugins are not in this machine's cache.
        Assert.True(result is { ExitCode: 0, IsSandboxed: true }, $"{command}: {result.ExitCode} {result.Fault}\n{result.Output}");
    }

    private static string Project(string properties, string items) =>
        $"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework><NuGetAudit>false</NuGetAudit>{properties}</PropertyGroup><ItemGroup>{items}</ItemGroup></Project>\n";
}
