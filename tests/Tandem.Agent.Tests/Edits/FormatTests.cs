using Tandem.Agent.Edits;

namespace Tandem.Agent.Tests.Edits;

public sealed class FormatTests
{
    private const string Before = "one\ntwo\nthree\n";
    private const string After = "one\n2\nthree\n";

    public static TheoryData<string, string> Replies() => new()
    {
        { "Codex patch", "*** Begin Patch\n*** Update File: a.txt\n@@\n one\n-two\n+2\n three\n*** End Patch" },
        { "Codex patch without sentinels", "*** Update File: a.txt\n@@\n one\n-two\n+2\n" },
        { "Codex patch in a here-document", "apply_patch <<'EOF'\n*** Begin Patch\n*** Update File: a.txt\n@@\n-two\n+2\n*** End Patch\nEOF" },
        { "Codex patch with prose and a fence", "Sure:\n\n```diff\n*** Begin Patch\n*** Update File: a.txt\n one\n-two\n+2\n*** End Patch\n```\nDone." },
        { "padded markers", "  *** Begin Patch\n  *** Update File: a.txt\n@@\n-two\n+2\n  *** End Patch  " },
        { "Aider block", "a.txt\n```\n<<<<<<< SEARCH\ntwo\n=======\n2\n>>>>>>> REPLACE\n```\n" },
        { "path inside the fence", "```text\na.txt\n<<<<<<< SEARCH\ntwo\n=======\n2\n>>>>>>> REPLACE\n```\n" },
        { "path as a comment inside the fence", "```text\n// a.txt\n<<<<<<< SEARCH\ntwo\n=======\n2\n>>>>>>> REPLACE\n```\n" },
        { "path behind the language", "```text a.txt\n<<<<<<< SEARCH\ntwo\n=======\n2\n>>>>>>> REPLACE\n```\n" },
        { "path as a heading", "### `a.txt`:\n\n```\n<<<<<<< SEARCH\ntwo\n=======\n2\n>>>>>>> REPLACE\n```\n" },
        { "path behind a label", "**File:** `a.txt`\n```\n<<<<<<< SEARCH\ntwo\n=======\n2\n>>>>>>> REPLACE\n```\n" },
        { "path in a sentence", "Now change `a.txt` like this:\n```\n<<<<<<< SEARCH\ntwo\n=======\n2\n>>>>>>> REPLACE\n```\n" },
        { "source element", "a.txt\n<source>text\n<<<<<<< SEARCH\ntwo\n=======\n2\n>>>>>>> REPLACE\n</source>" },
        { "block in a list", "1. First:\n\n   a.txt\n   ```\n   <<<<<<< SEARCH\n   two\n   =======\n   2\n   >>>>>>> REPLACE\n   ```\n" },
        { "Cline block", "a.txt\n------- SEARCH\ntwo\n=======\n2\n+++++++ REPLACE\n" },
        { "Roo block", "a.txt\n<<<<<<< SEARCH\n:start_line:2\n-------\ntwo\n=======\n2\n>>>>>>> REPLACE\n" },
        { "unified diff", "--- a/a.txt\n+++ b/a.txt\n@@ -1,3 +1,3 @@\n one\n-two\n+2\n three\n" },
        { "diff without numbers", "--- a.txt\n+++ a.txt\n@@ ... @@\n-two\n+2\n" },
        { "git diff", "diff --git a/a.txt b/a.txt\nindex 1..2 100644\n--- a/a.txt\n+++ b/a.txt\n@@ -2 +2 @@ one\n-two\n+2\n" },
        { "diff in a fence", "Here:\n```diff\n--- a/a.txt\t2026-01-01\n+++ b/a.txt\t2026-01-02\n@@ -40,7 +40,2 @@\n one\n-two\n+2\n```\nBye." },
        { "JSON call", """{"path": "a.txt", "old_string": "two", "new_string": "2"}""" },
        { "JSON in a fence", "I edit:\n```json\n{\"file_path\": \"a.txt\", \"old_string\": \"two\\n\", \"new_string\": \"2\\n\"}\n```\n" },
        { "JSON behind prose", "I change one line.\n\n{\"path\": \"a.txt\",\n \"old_string\": \"two\", \"new_string\": \"2\"}\nThat is all." },
        { "JSON with a wrapper", """{"name": "edit", "arguments": {"path": "a.txt", "edits": [{"old_string": "two", "new_string": "2"}]}}""" },
        { "whole file", "a.txt\n```\none\n2\nthree\n```\n" },
        { "whole file with prose", "Here it is:\n\n**a.txt**\n\n```text\none\n2\nthree\n```\n\nAnd to try it:\n```bash\ncat a.txt\n```\n" },
        { "CRLF reply", "a.txt\r\n```\r\n<<<<<<< SEARCH\r\ntwo\r\n=======\r\n2\r\n>>>>>>> REPLACE\r\n```\r\n" },
    };

    [Theory]
    [MemberData(nameof(Replies))]
    public void Finds_the_format_of_a_reply_and_applies_it(string name, string reply)
    {
        using var box = new Box { ["a.txt"] = Before };

        var result = box.Apply(reply);

        Assert.True(result.Status == EditStatus.Applied, $"{name}: {result.Error?.Message}");
        Assert.Equal(After, box["a.txt"]);
        Assert.Equal(new EditedFile { Path = "a.txt", Action = FileAction.Update }, Assert.Single(result.Files));
    }

    public static TheoryData<string, EditErrorKind> BrokenReplies() => new()
    {
        { "Nothing to see.", EditErrorKind.Malformed },
        { "", EditErrorKind.Malformed },
        { "*** Begin Patch\n*** Update File: a.txt\n@@\n-two\n+2\n", EditErrorKind.Malformed },
        { "*** Begin Patch\n*** Frobnicate File: a.txt\n*** End Patch", EditErrorKind.Malformed },
        { "*** Begin Patch\n*** Update File: a.txt\n*** End Patch", EditErrorKind.Malformed },
        { "*** Begin Patch\n*** End Patch", EditErrorKind.Malformed },
        { "*** Begin Patch\n*** Update File: a.txt\n@@\ntwo\n*** End Patch", EditErrorKind.Malformed },
        { "a.txt\n<<<<<<< SEARCH\ntwo\n=======\n2\n", EditErrorKind.Malformed },
        { "a.txt\n<<<<<<< SEARCH\ntwo\n>>>>>>> REPLACE\n", EditErrorKind.Malformed },
        { "a.txt\n<<<<<<< SEARCH\ntwo\n=======\n2\n=======\n", EditErrorKind.Malformed },
        { "a.txt\n<<<<<<< SEARCH\ntwo\n<<<<<<< SEARCH\none\n=======\n1\n>>>>>>> REPLACE\n", EditErrorKind.Malformed },
        { "a.txt\n<<<<<<< SEARCH\none\n=======\n1\n>>>>>>> REPLACE\na.txt\n<<<<<<< SEARCH\ntwo\n", EditErrorKind.Malformed },
        { "a.txt\n-------SEARCH\ntwo\n=======\n2\n+++++++ REPLACE\n", EditErrorKind.Malformed },
        { "a.txt\n------- SEARCH\ntwo\n======= \n2\n+++++++ REPLACE\n", EditErrorKind.Malformed },
        { "<<<<<<< SEARCH\ntwo\n=======\n2\n>>>>>>> REPLACE\n", EditErrorKind.Malformed },
        { """{"path": "a.txt", "old_string": "two"}""", EditErrorKind.Malformed },
        { """{"path": "a.txt", "old_string": "two", "new_string": "2" """, EditErrorKind.Malformed },
        { """{"path": "a.txt", "old_string": "two", "old_string": "one", "new_string": "2"}""", EditErrorKind.Malformed },
        { """{"path": "a.txt", "edits": [], "old_string": ""}""", EditErrorKind.Malformed },
        { "a.txt\n```\none\n2\n", EditErrorKind.Malformed },
        { "a.txt\n```\n```\n", EditErrorKind.Elided },
        { "a.txt\n```\none\ntwo\nthree\n```\n", EditErrorKind.NoChange },
        { """{"path": "a.txt", "old_string": "two", "new_string": "two"}""", EditErrorKind.NoChange },
        { """{"path": "b.txt", "old_string": "two", "new_string": "2"}""", EditErrorKind.MissingFile },
        { """{"path": "a.txt", "old_string": "", "new_string": "2"}""", EditErrorKind.EmptySearch },
        { "a.txt\n<<<<<<< SEARCH\n=======\n2\n>>>>>>> REPLACE\n", EditErrorKind.EmptySearch },
        { "*** Begin Patch\n*** Add File: a.txt\n+1\n*** End Patch", EditErrorKind.FileExists },
        { "*** Begin Patch\n*** Update File: a.txt\n*** Move to: dir/b.txt\n@@\n-two\n+2\n*** End Patch", EditErrorKind.FileExists },
        { "*** Begin Patch\n*** Delete File: dir\n*** End Patch", EditErrorKind.IsDirectory },
        { "--- a/a.txt\n+++ b/a.txt\n@@ -1,3 +1,3 @@\n one\n-two", EditErrorKind.Malformed },
        { "--- a/a.txt\n+++ /dev/null\n@@ -1 +0,0 @@\n-one\n", EditErrorKind.NotFound },
        { "a.txt\n<<<<<<< SEARCH\nfour\n=======\n4\n>>>>>>> REPLACE\n", EditErrorKind.NotFound },
    };

    [Theory]
    [MemberData(nameof(BrokenReplies))]
    public void Refuses_a_broken_reply_with_its_kind_and_changes_nothing(string reply, EditErrorKind kind)
    {
        using var box = new Box { ["a.txt"] = Before, ["dir/b.txt"] = "b\n" };
        var before = box.Snapshot();

        var result = box.Apply(reply);

        Assert.Equal((EditStatus.Refused, kind), (result.Status, result.Error!.Kind));
        Assert.False(string.IsNullOrWhiteSpace(result.Error.Message));
        Assert.Empty(result.Files);
        Assert.Equal(before, box.Snapshot());
    }

    [Fact]
    public void Creates_deletes_and_renames_in_one_patch()
    {
        using var box = new Box { ["old.txt"] = "a\nb\n", ["gone.txt"] = "x\n" };

        var result = box.Apply("*** Begin Patch\n*** Add File: new/dir/file.txt\n+hello\n*** Delete File: gone.txt\n*** Update File: old.txt\n*** Move to: moved.txt\n@@\n-a\n+A\n*** End Patch");

        Assert.Equal(EditStatus.Applied, result.Status);
        Assert.Equal(["moved.txt", "new/dir/file.txt"], box.Names());
        Assert.Equal("A\nb\n", box["moved.txt"]);
        Assert.Equal(
            [
                new EditedFile { Path = "new/dir/file.txt", Action = FileAction.Add },
                new EditedFile { Path = "gone.txt", Action = FileAction.Delete },
                new EditedFile { Path = "moved.txt", Action = FileAction.Rename, From = "old.txt" },
            ],
            result.Files);
    }

    [Fact]
    public void Appends_a_patch_hunk_of_additions_alone_to_the_end()
    {
        using var box = new Box { ["a.txt"] = "line1\nline2\n" };
        box.Apply("*** Begin Patch\n*** Update File: a.txt\n@@\n+added 1\n+added 2\n*** End Patch");
        Assert.Equal("line1\nline2\nadded 1\nadded 2\n", box["a.txt"]);
    }

    [Fact]
    public void Reads_a_divider_in_the_text_as_text_where_only_that_reading_matches()
    {
        using var box = new Box { ["doc.md"] = "Title\n=======\n\nold text\n" };

        var result = box.Apply("doc.md\n<<<<<<< SEARCH\nTitle\n=======\n\nold text\n=======\nTitle\n=======\n\nnew text\n>>>>>>> REPLACE\n");

        Assert.Equal(EditStatus.Applied, result.Status);
        Assert.Equal("Title\n=======\n\nnew text\n", box["doc.md"]);
    }

    [Fact]
    public void Keeps_a_removed_line_that_looks_like_a_diff_header_apart_from_one()
    {
        using var box = new Box { ["a.sql"] = "-- one\n-- two\nselect 1;\n" };

        var result = box.Apply("--- a/a.sql\n+++ b/a.sql\n@@ -1,3 +1,3 @@\n-- one\n--- two\n+++ zwei\n select 1;\n".Replace("\n-- one", "\n -- one", StringComparison.Ordinal));

        Assert.True(result.Status == EditStatus.Applied, result.Error?.Message);
        Assert.Equal("-- one\n++ zwei\nselect 1;\n", box["a.sql"]);
    }

    [Fact]
    public void Refuses_a_whole_markdown_file_whose_fences_may_nest()
    {
        using var box = new Box { ["readme.md"] = "Hi\n" };
        Assert.Equal(EditErrorKind.Malformed, box.Apply("readme.md\n```\n# Title\n```\ncode\n```\nend\n```\n").Error!.Kind);
        Assert.Equal("Hi\n", box["readme.md"]);
    }

    [Fact]
    public void Takes_the_target_where_a_reply_names_no_file()
    {
        using var box = new Box { ["a.txt"] = Before };
        Assert.Equal(EditStatus.Applied, box.Apply("<<<<<<< SEARCH\ntwo\n=======\n2\n>>>>>>> REPLACE", target: "a.txt").Status);
        Assert.Equal(EditStatus.Applied, box.Apply("@@ -1 +1 @@\n-one\n+1\n", target: "a.txt").Status);
        Assert.Equal("1\n2\nthree\n", box["a.txt"]);
    }

    [Fact]
    public void A_dry_run_tells_the_outcome_and_writes_nothing()
    {
        using var box = new Box { ["a.txt"] = Before };
        var before = box.Snapshot();

        var result = box.Apply("""{"path": "a.txt", "old_string": "two", "new_string": "2"}""", dryRun: true);

        Assert.Equal(EditStatus.Applied, result.Status);
        Assert.Equal("a.txt", Assert.Single(result.Files).Path);
        Assert.Equal(before, box.Snapshot());
    }

    [Fact]
    public void A_kept_line_of_a_patch_may_look_like_the_head_of_a_hunk()
    {
        using var box = new Box { ["a.txt"] = "  @@ at 27\n" };

        var result = box.Apply("*** Begin Patch\n*** Update File: a.txt\n@@\n   @@ at 27\n+more\n*** End Patch");

        Assert.Equal(EditStatus.Applied, result.Status);
        Assert.Equal("  @@ at 27\nmore\n", box["a.txt"]);
    }

    [Theory]
    [InlineData("notes", EditStatus.Applied)]
    [InlineData("a.txt", EditStatus.Refused)] // That would be a diff without its hunks, and no file's content.
    public void A_whole_file_may_begin_as_a_diff_of_another_does(string named, EditStatus status)
    {
        using var box = new Box { ["a.txt"] = "one\n" };

        var result = box.Apply($"a.txt\n````\n--- {named}\n+++ {named}\ntext\n````\n");

        Assert.Equal(status, result.Status);
        Assert.Equal(status == EditStatus.Applied ? "--- notes\n+++ notes\ntext\n" : "one\n", box["a.txt"]);
    }
}
