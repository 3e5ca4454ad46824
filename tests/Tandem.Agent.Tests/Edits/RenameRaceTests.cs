using Tandem.Agent.Edits;

namespace Tandem.Agent.Tests.Edits;

/// <summary>A folder that becomes a link outwards while an edit is written.</summary>
public sealed class RenameRaceTests
{
    private const string Patch = "*** Begin Patch\n*** Update File: folder/a.txt\n@@\n-a\n+A\n*** Delete File: folder/b.txt\n*** End Patch";

    [Theory]
    [InlineData("prepared")]
    [InlineData("staged folder/a.txt")]
    [InlineData("committed")]
    [InlineData("published folder/a.txt")]
    public void Nothing_is_written_outside(string moment)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Folders are held by descriptor on Linux.");
        using var box = new Box { ["folder/a.txt"] = "a\n", ["folder/b.txt"] = "b\n" };
        var outside = Directory.CreateDirectory(Path.Combine(box.Outside, "theirs")).FullName;
        File.WriteAllText(Path.Combine(outside, "a.txt"), "a\n");
        File.WriteAllText(Path.Combine(outside, "b.txt"), "b\n");
        var folder = Path.Combine(box.Root, "folder");
        var engine = new EditEngine
        {
            Reached = step =>
            {
                if (step != moment) return;
                Directory.Move(folder, folder + "-moved");
                Directory.CreateSymbolicLink(folder, outside);
            },
        };

        engine.Apply(new EditRequest { Root = box.Root, Text = Patch });

        Assert.Equal(["a.txt", "b.txt"], Directory.EnumerateFileSystemEntries(outside).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(("a\n", "b\n"), (File.ReadAllText(Path.Combine(outside, "a.txt")), File.ReadAllText(Path.Combine(outside, "b.txt"))));
    }
}
