using System.Text.Json;
using Tandem.Agent.Edits;

namespace Tandem.Agent.Tests.Edits;

public sealed class RefusalTests
{
    private static EditError Refuse(string before, string old, string path = "a.txt")
    {
        using var box = new Box { ["a.txt"] = before };
        return box.Apply($"{path}\n<<<<<<< SEARCH\n{old}\n=======\nnew\n>>>>>>> REPLACE\n").Error!;
    }

    [Fact]
    public void Names_the_nearest_place_and_the_first_line_that_differs()
    {
        var error = Refuse("alpha\nbeta = 1\ngamma\ndelta\n", "beta = 1\ngama\ndelta");
        Assert.Equal(EditErrorKind.NotFound, error.Kind);
        Assert.Equal(
            "Block 1: the 3 lines it quotes are not in the file. Nearest is line 2; the first difference is at line 3: the edit has `gama`, the file has `gamma`.",
            error.Message);
        Assert.Equal("Copy the lines from the file as they are. It has there:\n2| beta = 1\n3| gamma\n4| delta", error.Hint);
        Assert.Equal("a.txt", error.Path);
    }

    [Fact]
    public void Finds_a_line_that_is_only_alike() =>
        Assert.Contains("Nearest is line 2", Refuse("x\nvar result = Compute(first);\ny\n", "var results = Compute(first);").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("if (a < b)\n", "if (a &lt; b)", "escaped for HTML")]
    [InlineData("a\nb\n", "1 | a\n2 | b", "line numbers")]
    [InlineData("a\nb\n", "a\\nb", "escape them once")]
    [InlineData("a\n  b\n", "  a\n  b", "same amount", true)]
    [InlineData("", "a", "file is empty", true)]
    [InlineData("q\n", "something else entirely", "Nothing in the file resembles", true)]
    public void Says_what_went_wrong(string before, string old, string words, bool inMessage = false)
    {
        var error = Refuse(before, old);
        Assert.Equal(EditErrorKind.NotFound, error.Kind);
        Assert.Contains(words, inMessage ? error.Message : error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_result_has_the_shape_of_the_contract()
    {
        using var box = new Box { ["a.txt"] = "a\n" };
        string Json(string reply) => JsonSerializer.Serialize(box.Apply(reply), EditJson.Default.EditResult);

        Assert.Equal(
            """{"status":"refused","files":[],"error":{"kind":"missing_file","message":"\u0060b.txt\u0060 does not exist.","path":"b.txt","hint":"Check the path, or create the file in the same reply."}}""",
            Json("*** Begin Patch\n*** Delete File: b.txt\n*** End Patch"));
        Assert.Equal(
            """{"status":"applied","files":[{"path":"b.txt","action":"rename","from":"a.txt"}]}""",
            Json("*** Begin Patch\n*** Update File: a.txt\n*** Move to: b.txt\n@@\n-a\n+b\n*** End Patch"));
    }

    [Fact]
    public void Every_kind_has_its_name_of_the_contract()
    {
        var names = Enum.GetValues<EditErrorKind>().Select(kind => JsonSerializer.SerializeToElement(
            EditResult.Refused(new EditError { Kind = kind, Message = "m" }), EditJson.Default.EditResult).GetProperty("error").GetProperty("kind").GetString());
        Assert.Equal(
            ["not_found", "ambiguous", "malformed", "missing_file", "file_exists", "is_directory", "no_change", "already_applied", "empty_search", "elided", "path_outside", "path_protected", "stale"],
            names);
    }
}
