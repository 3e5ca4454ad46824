using Tandem.Agent.Edits;
using Tandem.Agent.Edits.Matching;

namespace Tandem.Agent.Tests.Edits;

public sealed class ElisionTests
{
    [Theory]
    [InlineData("...")]
    [InlineData("    …")]
    [InlineData("// ...")]
    [InlineData("# ...")]
    [InlineData("/* ... */")]
    [InlineData("{/* ... */}")]
    [InlineData("<!-- ... -->")]
    [InlineData("-- ...")]
    [InlineData("// ... existing code ...")]
    [InlineData("# ... rest of the code unchanged ...")]
    [InlineData("// rest of the code")]
    [InlineData("# Rest of the file remains unchanged")]
    [InlineData("// The rest of the function stays the same")]
    [InlineData("<!-- rest of the document unchanged -->")]
    [InlineData("// existing code here")]
    [InlineData("// ... (other methods)")]
    [InlineData("# other methods remain unchanged")]
    [InlineData("// (unchanged)")]
    [InlineData("[rest of file unchanged]")]
    [InlineData("... rest of code ...")]
    [InlineData("// code omitted for brevity")]
    [InlineData("/* remaining implementation */")]
    [InlineData("// keep the rest of the class")]
    [InlineData("// [...]")]
    [InlineData("// other methods...")]
    [InlineData("// existing code...")]
    [InlineData("... (rest of the code)")]
    public void Knows_a_placeholder(string line) => Assert.True(Elision.IsPlaceholder(line));

    [Theory]
    [InlineData("")]
    [InlineData("return [...items, item]")]
    [InlineData("...args,")]
    [InlineData("def f(self): ...")]
    [InlineData("// Handle the rest of the arguments")]
    [InlineData("# The rest of the file is copied byte by byte")]
    [InlineData("// Existing rows are kept")]
    [InlineData("# other")]
    [InlineData("...rest,")]
    [InlineData("...other")]
    [InlineData("... )")]
    [InlineData("...     continue  # skip")]
    [InlineData("#........................")]
    [InlineData("// Keep track of the nodes that lead outside the loop...")]
    [InlineData("///     unmodified.")]
    [InlineData("// Other methods")]
    [InlineData("print(\"...\")")]
    [InlineData("// Wait for the same code twice")]
    [InlineData("/// <summary>The rest of the code.</summary>")]
    [InlineData("# Loading...")]
    [InlineData("(unchangedCount)")]
    [InlineData("case .rest:")]
    public void Lets_ordinary_lines_be(string line) => Assert.False(Elision.IsPlaceholder(line));

    [Fact]
    public void Refuses_to_write_a_placeholder_in_every_format()
    {
        using var box = new Box { ["a.cs"] = "a();\nb();\nc();\n" };
        var before = box.Snapshot();
        foreach (var reply in (string[])
        [
            "a.cs\n<<<<<<< SEARCH\na();\nb();\n=======\na();\n// ... existing code ...\n>>>>>>> REPLACE\n",
            "*** Begin Patch\n*** Update File: a.cs\n@@\n a();\n-b();\n+// rest of the code unchanged\n*** End Patch",
            "--- a/a.cs\n+++ b/a.cs\n@@ -1,2 +1,2 @@\n a();\n-b();\n+...\n",
            """{"path": "a.cs", "old_string": "b();", "new_string": "// ..."}""",
            "a.cs\n```\nx();\n// ...\n```\n",
            "new.cs\n```\nx();\n// ...\n```\n",
            "*** Begin Patch\n*** Add File: new.cs\n+x();\n+// ... rest of the file ...\n*** End Patch",
            "a.cs\n<<<<<<< SEARCH\na();\n...\nc();\n=======\na();\nc();\n>>>>>>> REPLACE\n",
        ])
        {
            Assert.Equal(EditErrorKind.Elided, box.Apply(reply).Error?.Kind);
            Assert.Equal(before, box.Snapshot());
        }
    }

    [Fact]
    public void A_placeholder_that_the_file_has_itself_may_stay()
    {
        using var box = new Box { ["a.md"] = "run\n...\nend\n" };
        Assert.Equal(EditStatus.Applied, box.Apply("a.md\n<<<<<<< SEARCH\nrun\n...\nend\n=======\nrun it\n...\nend\n>>>>>>> REPLACE\n").Status);
        Assert.Equal("run it\n...\nend\n", box["a.md"]);
    }

    [Theory]
    [InlineData("a.pyi", "def f() -> int:\n    ...")]
    [InlineData("a.py", "@overload\ndef f() -> int:\n    ...")]
    [InlineData("a.yaml", "---\na: 1\n...")]
    [InlineData("a.py", ">>> for i in x:\n...")]
    public void Dots_that_the_language_has_are_code(string path, string text)
    {
        using var box = new Box();
        Assert.Equal(EditStatus.Applied, box.Apply($"{path}\n<<<<<<< SEARCH\n=======\n{text}\n>>>>>>> REPLACE\n").Status);
    }
}
