using System.Text.Json;
using Tandem.Agent.Edits;

namespace Tandem.Agent.Tests.Edits;

public sealed class PathTests
{
    public static TheoryData<string> PathsOutside() => new(
        "../x.txt", "../outside/secret.txt", "src/../../x.txt", "src/../../outside/secret.txt", "none/../../x.txt", "/tmp/x.txt", "/etc/passwd", "/",
        "~/x.txt", "~root/x.txt", "~", @"..\x.txt", @"src\..\..\x.txt", @"C:\x.txt", "C:/x.txt", "c:x/../../x.txt", @"\\server\share\x.txt", @"\x.txt", "file:///etc/passwd",
        "link/secret.txt", "link/new.txt", "link/deep/new.txt", "src/up/../../outside/secret.txt", "secret-link", "dangling", "loop/x.txt", "chain/secret.txt", "./link/./secret.txt",
        "/proc/self/environ", "../root-sibling/x.txt");

    public static TheoryData<string> ProtectedPaths() => new(
        ".git/config", ".git/hooks/pre-commit", ".GIT/config", ".Git/HEAD", ".git", "sub/.git/config", "src/../.git/config", "./.git/config", @".git\config", ".git./config",
        ".git /config", "git~1/config", ".g\u200cit/config", ".git::$INDEX_ALLOCATION/config", "none/.git/hooks/post-checkout", "git-link/config", ".hg/hgrc", ".svn/entries",
        ".tandem/state.json", "tandem.yaml", ".vscode/settings.json", ".idea/workspace.xml", ".bashrc", ".envrc", ".gitmodules", ".mcp.json", ".tandem-edit.journal");

    private static Box CreateBox()
    {
        var box = new Box { ["src/a.txt"] = "x\n", [".git/config"] = "x\n" };
        Directory.CreateDirectory(Path.Combine(box.Root, "..", "root-sibling"));
        void Link(string path, string target) => File.CreateSymbolicLink(Path.Combine(box.Root, path), target);
        Link("link", box.Outside);
        Link("src/up", "../src");
        Link("secret-link", "../outside/secret.txt");
        Link("dangling", "../outside/new.txt");
        Link("loop", "loop");
        Link("chain", "link");
        Link("git-link", ".git");
        Link("inside.txt", "src/a.txt");
        return box;
    }

    private static IEnumerable<string> Replies(string path)
    {
        var json = JsonSerializer.Serialize(path);
        yield return $$"""{"path": {{json}}, "old_string": "x", "new_string": "y"}""";
        yield return $$"""{"path": {{json}}, "old_string": "", "new_string": "y"}""";
        yield return $"*** Begin Patch\n*** Add File: {path}\n+y\n*** End Patch";
        yield return $"*** Begin Patch\n*** Update File: {path}\n@@\n-x\n+y\n*** End Patch";
        yield return $"*** Begin Patch\n*** Delete File: {path}\n*** End Patch";
        yield return $"*** Begin Patch\n*** Update File: src/a.txt\n*** Move to: {path}\n@@\n-x\n+y\n*** End Patch";
        yield return $"*** Begin Patch\n*** Update File: {path}\n*** Move to: src/b.txt\n@@\n-x\n+y\n*** End Patch";
        yield return $"--- a/{path}\n+++ b/{path}\n@@ -1 +1 @@\n-x\n+y\n";
        yield return $"diff --git a/src/a.txt b/src/a.txt\nrename from src/a.txt\nrename to {path}\n";
    }

    [Theory]
    [MemberData(nameof(PathsOutside))]
    public void Refuses_a_path_that_leads_out_whatever_the_format(string path) => RefusesAll(path, EditErrorKind.PathOutside);

    [Theory]
    [MemberData(nameof(ProtectedPaths))]
    public void Refuses_a_protected_path_whatever_the_format_and_whether_it_exists(string path) => RefusesAll(path, EditErrorKind.PathProtected);

    private static void RefusesAll(string path, EditErrorKind kind)
    {
        using var box = CreateBox();
        var before = box.Snapshot();
        foreach (var reply in Replies(path))
        {
            var error = box.Apply(reply).Error;
            Assert.True(kind == error?.Kind, $"{reply}\n→ {error?.Kind} {error?.Message}");
            Assert.Equal(before, box.Snapshot());
        }
    }

    [Theory]
    [InlineData("src/a.txt")]
    [InlineData("./src/a.txt")]
    [InlineData("src/../src/a.txt")]
    [InlineData("src//a.txt")]
    [InlineData(@"src\a.txt")]
    [InlineData("src/up/a.txt")]
    [InlineData("inside.txt")]
    public void Follows_a_path_that_stays_inside(string path)
    {
        using var box = CreateBox();
        var result = box.Apply($$"""{"path": {{JsonSerializer.Serialize(path)}}, "old_string": "x", "new_string": "y"}""");
        Assert.True(result.Status == EditStatus.Applied, result.Error?.Message);
        Assert.Equal("src/a.txt", Assert.Single(result.Files).Path);
        Assert.Equal("y\n", box["src/a.txt"]);
        Assert.NotNull(new FileInfo(Path.Combine(box.Root, "inside.txt")).LinkTarget);
    }

    [Fact]
    public void Takes_an_absolute_path_inside_the_workspace_also_through_a_linked_root()
    {
        using var box = CreateBox();
        var alias = Path.Combine(box.Outside, "alias");
        File.CreateSymbolicLink(alias, box.Root);
        var text = $$"""{"path": "{{alias}}/src/a.txt", "old_string": "x", "new_string": "y"}""";
        Assert.Equal(EditStatus.Applied, new EditEngine().Apply(new EditRequest { Root = alias, Text = text }).Status);
        Assert.Equal(EditStatus.Applied, box.Apply($$"""{"path": "{{box.Root}}/src/a.txt", "old_string": "y", "new_string": "z"}""").Status);
        Assert.Equal("z\n", box["src/a.txt"]);
    }

    [Theory]
    [InlineData(".", EditErrorKind.IsDirectory)]
    [InlineData("src", EditErrorKind.IsDirectory)]
    [InlineData("src/..", EditErrorKind.IsDirectory)]
    [InlineData("src/a.txt/b.txt", EditErrorKind.MissingFile)]
    [InlineData("a\u0007b", EditErrorKind.Malformed)]
    public void Refuses_what_is_no_file(string path, EditErrorKind kind)
    {
        using var box = CreateBox();
        Assert.Equal(kind, box.Apply($$"""{"path": {{JsonSerializer.Serialize(path)}}, "old_string": "", "new_string": "y"}""").Error!.Kind);
    }

    [Fact]
    public void Suggests_the_file_of_the_same_name_instead_of_editing_it()
    {
        using var box = CreateBox();
        var error = box.Apply("""{"path": "lib/a.txt", "old_string": "x", "new_string": "y"}""").Error!;
        Assert.Equal(EditErrorKind.MissingFile, error.Kind);
        Assert.Contains("`src/a.txt`", error.Hint, StringComparison.Ordinal);
        Assert.Equal("x\n", box["src/a.txt"]);
    }

    [Fact]
    public void Does_not_wait_on_a_pipe()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs mkfifo");
        using var box = CreateBox();
        using var mkfifo = System.Diagnostics.Process.Start("mkfifo", [Path.Combine(box.Root, "pipe")]);
        mkfifo.WaitForExit();
        Assert.Equal(EditErrorKind.Malformed, box.Apply("""{"path": "pipe", "old_string": "x", "new_string": "y"}""").Error!.Kind);
    }

    [Fact]
    public void Refuses_a_workspace_that_does_not_exist() => Assert.Equal(
        EditErrorKind.MissingFile, new EditEngine().Apply(new EditRequest { Root = "/nowhere/at/all", Text = "x" }).Error!.Kind);
}
