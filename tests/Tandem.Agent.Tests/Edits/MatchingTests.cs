using Tandem.Agent.Edits;

namespace Tandem.Agent.Tests.Edits;

public sealed class MatchingTests
{
    private static string Block(string old, string @new) => $"a.txt\n<<<<<<< SEARCH\n{old}\n=======\n{@new}\n>>>>>>> REPLACE\n";

    private static string? Applied(string before, string reply)
    {
        using var box = new Box { ["a.txt"] = before };
        var result = box.Apply(reply);
        if (result.Status == EditStatus.Refused) Assert.Equal(before, box["a.txt"]);
        return result.Status == EditStatus.Applied ? box["a.txt"] : null;
    }

    private static EditErrorKind? Refusal(string before, string reply)
    {
        using var box = new Box { ["a.txt"] = before };
        return box.Apply(reply).Error?.Kind;
    }

    [Fact]
    public void Refuses_an_ambiguous_edit_and_names_the_lines()
    {
        using var box = new Box { ["a.txt"] = "x = 1\ny\nx = 1\n" };
        var error = box.Apply(Block("x = 1", "x = 2")).Error!;
        Assert.Equal(EditErrorKind.Ambiguous, error.Kind);
        Assert.Contains("lines 1, 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exact_line_number_settles_an_ambiguity_and_a_near_one_does_not()
    {
        const string Before = "x = 1\ny\nx = 1\n";
        Assert.Equal("x = 1\ny\nx = 2\n", Applied(Before, "--- a/a.txt\n+++ b/a.txt\n@@ -3 +3 @@\n-x = 1\n+x = 2\n"));
        Assert.Equal(EditErrorKind.Ambiguous, Refusal(Before, "--- a/a.txt\n+++ b/a.txt\n@@ -2 +2 @@\n-x = 1\n+x = 2\n"));
        Assert.Equal("x = 1\ny\nx = 2\n", Applied(Before, "a.txt\n<<<<<<< SEARCH\n:start_line:3\n-------\nx = 1\n=======\nx = 2\n>>>>>>> REPLACE\n"));
    }

    [Fact]
    public void Line_numbers_mean_the_file_on_disk_also_after_an_earlier_hunk_has_moved_its_lines() =>
        Assert.Equal("new\nnew\nx\ny\nz\n", Applied("x\ny\nx\n", "--- a/a.txt\n+++ b/a.txt\n@@ -1,2 +1,4 @@\n+new\n+new\n x\n y\n@@ -3 +5 @@\n-x\n+z\n"));

    [Fact]
    public void A_header_line_settles_an_ambiguity()
    {
        const string Before = "class A\n  def go\n    x = 1\nclass B\n  def go\n    x = 1\n";
        Assert.Equal(Before[..^2] + "2\n", Applied(Before, "*** Begin Patch\n*** Update File: a.txt\n@@ class B\n@@ def go\n-    x = 1\n+    x = 2\n*** End Patch"));
        Assert.Equal(EditErrorKind.Ambiguous, Refusal(Before, "*** Begin Patch\n*** Update File: a.txt\n@@ def go\n-    x = 1\n+    x = 2\n*** End Patch"));
    }

    [Fact]
    public void The_end_of_file_mark_settles_an_ambiguity() =>
        Assert.Equal("a\nb\nA\n", Applied("a\nb\na\n", "*** Begin Patch\n*** Update File: a.txt\n@@\n-a\n+A\n*** End of File\n*** End Patch"));

    [Fact]
    public void As_many_equal_blocks_as_places_are_all_applied() =>
        Assert.Equal("x = 2\ny\nx = 2\n", Applied("x = 1\ny\nx = 1\n", Block("x = 1", "x = 2") + Block("x = 1", "x = 2")));

    [Theory]
    [InlineData("a\n  b  \nc\n", "  b", "  B", "a\n  B\nc\n")]
    [InlineData("a\n    if x:\n        y()\n    z\n", "if x:\n    y()", "if x:\n    y()\n    w()", "a\n    if x:\n        y()\n        w()\n    z\n")]
    [InlineData("\tf() {\n\t\tg()\n\t}\n", "    f() {\n        g()\n    }", "    f() {\n        if h {\n            g()\n        }\n    }", "\tf() {\n\t\tif h {\n\t\t\tg()\n\t\t}\n\t}\n")]
    [InlineData("    f() {\n        g()\n    }\n", "\tf() {\n\t\tg()\n\t}", "\tf() {\n\t\th()\n\t}", "    f() {\n        h()\n    }\n")]
    [InlineData("print(\"it's\") # a - b\nx\n", "print(“it’s”) # a – b\nx", "print(“it’s”) # a – b\ny", "print(\"it's\") # a - b\ny\n")]
    [InlineData("a b\nc\n", "a\u00a0b\nc", "a\u00a0b\nC", "a b\nC\n")]
    [InlineData("    one\n    two\n    three\n", "\n  one\n  two", "  1\n  2", "    1\n    2\n    three\n")]
    public void Forgives_what_the_rules_list_and_writes_in_the_files_style(string before, string old, string @new, string after) =>
        Assert.Equal(after, Applied(before, Block(old, @new)));

    [Theory]
    [InlineData("int Count = 1;\nx\n", "int count = 1;", "int n = 1;")]
    [InlineData("f(a, b)\n", "f(a,b)", "f(b)")]
    [InlineData("a\nb\nc\n", "a\nc", "a\nd")]
    [InlineData("  a\n    b\n", "a\nb", "A\nB")]
    [InlineData("a\n\nb\n", "a\nb", "a\nc")]
    public void Does_not_forgive_anything_else(string before, string old, string @new) => Assert.Null(Applied(before, Block(old, @new)));

    [Fact]
    public void Two_places_that_match_but_for_indentation_are_ambiguous() =>
        Assert.Equal(EditErrorKind.Ambiguous, Refusal("  a\n    b\nx\n      a\n        b\n", Block("a\n  b", "a\n  c")));

    [Fact]
    public void An_exact_place_wins_over_one_that_needs_forgiving() =>
        Assert.Equal("  go()\ngone()\n", Applied("  go()\ngo()\n", Block("go()", "gone()")));

    [Fact]
    public void Keeps_each_lines_own_end_in_a_mixed_file_and_gives_new_lines_the_usual_one() =>
        Assert.Equal("a\r\nb\nB\nnew\nc\r\nd\n", Applied("a\r\nb\nx\nc\r\nd\n", Block("a\nb\nx\nc", "a\nb\nB\nnew\nc")));

    [Theory]
    [InlineData("a\r\nb\r\n", "a\r\nB\r\nC\r\n")]
    [InlineData("a\rb\r", "a\rB\rC\r")]
    [InlineData("a\nb", "a\nB\nC")]
    [InlineData("a\r\nb", "a\r\nB\r\nC")]
    [InlineData("\ufeffa\nb\n", "\ufeffa\nB\nC\n")]
    public void Keeps_line_ends_byte_order_mark_and_final_newline(string before, string after)
    {
        Assert.Equal(after, Applied(before, Block("a\nb", "a\nB\nC")));
        Assert.Equal(after, Applied(before, "*** Begin Patch\n*** Update File: a.txt\n@@\n a\n-b\n+B\n+C\n*** End Patch"));
        Assert.Equal(after, Applied(before, "--- a/a.txt\n+++ b/a.txt\n@@ -1,2 +1,3 @@\n a\n-b\n+B\n+C\n"));
        Assert.Equal(after, Applied(before, """{"path": "a.txt", "old_string": "a\nb", "new_string": "a\nB\nC"}"""));
        Assert.Equal(after, Applied(before, "a.txt\n```\na\nB\nC\n```\n"));
    }

    [Fact]
    public void The_no_newline_mark_of_a_diff_is_obeyed()
    {
        Assert.Equal("a\nB", Applied("a\nb\n", "--- a/a.txt\n+++ b/a.txt\n@@ -1,2 +1,2 @@\n a\n-b\n+B\n\\ No newline at end of file\n"));
        Assert.Equal("a\nB\n", Applied("a\nb", "--- a/a.txt\n+++ b/a.txt\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+B\n"));
    }

    [Fact]
    public void Characters_that_only_look_like_line_ends_are_text() =>
        Assert.Equal("a\u2028b\fc\rd\nNEXT\n", Applied("a\u2028b\fc\rd\nnext\n", Block("next", "NEXT")));

    [Theory]
    [InlineData("foo bar foo\nfoo\n", "qux bar qux\nqux\n")]
    [InlineData("foofoo", "quxqux")]
    public void Replaces_all_where_asked(string before, string after) =>
        Assert.Equal(after, Applied(before, """{"path": "a.txt", "old_string": "foo", "new_string": "qux", "replace_all": true}"""));

    [Fact]
    public void Replaces_all_places_that_match_with_forgiving() =>
        Assert.Equal("\tb\n\tx\n\tb\n", Applied("\ta  \n\tx\n\ta\t\n", """{"path": "a.txt", "old_string": "    a", "new_string": "    b", "replace_all": true}"""));

    [Fact]
    public void An_edit_may_build_on_an_earlier_one_of_the_same_call() =>
        Assert.Equal("three\n", Applied("one\n", """{"path": "a.txt", "edits": [{"old_string": "one", "new_string": "two"}, {"old_string": "two", "new_string": "three"}]}"""));

    [Fact]
    public void Blocks_may_come_in_any_order() => Assert.Equal("A\nb\nC\n", Applied("a\nb\nc\n", Block("c", "C") + Block("a", "A")));

    [Fact]
    public void New_lines_take_tabs_where_the_file_has_tabs_and_the_quoted_line_none() =>
        Assert.Equal("func a() {\n\tx()\n}\n\nfunc b() {\n\ty()\n}\n", Applied("func a() {\n\tx()\n}\n", Block("}", "}\n\nfunc b() {\n    y()\n}")));

    [Fact]
    public void Tells_an_edit_that_was_applied_already()
    {
        Assert.Equal(EditErrorKind.AlreadyApplied, Refusal("a\nchanged line\nc\n", Block("a\nsome line\nc", "a\nchanged line\nc")));
        Assert.Equal(EditErrorKind.AlreadyApplied, Refusal("start\n// appended\n", Block("start", "start\n// appended")));
    }

    [Fact]
    public void Deletes_the_last_line_of_a_file_without_a_final_newline() => Assert.Equal("a", Applied("a\nb", Block("a\nb", "a")));

    [Fact]
    public void Deletes_lines_where_the_new_text_is_empty() =>
        Assert.Equal("a\nc\n", Applied("a\nb\nc\n", "a.txt\n<<<<<<< SEARCH\nb\n=======\n>>>>>>> REPLACE\n"));
}
