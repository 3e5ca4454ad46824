using CsCheck;
using Tandem.Agent.Edits;

namespace Tandem.Agent.Tests.Edits;

/// <summary>A random change of a random file, written in each format as a careful model would, gives exactly the changed file; and where
/// the quoted lines are in the file twice, it is refused as ambiguous. There is no third outcome.</summary>
public sealed class RoundTripTests
{
    private const int Context = 3;

    public static TheoryData<string> Formats() => new("patch", "diff", "diff without numbers", "blocks", "string", "whole");

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_random_change_of_a_random_file_arrives_exactly_or_is_ambiguous(string format) =>
        EditGens.Edit.Sample((file, change) =>
        {
            var edit = RandomEdit.Of(file, change, Context);
            if (edit is null || (format == "whole" && !edit.SuitsWholeFile) || (format is "blocks" or "string" && !edit.SuitsBlocks)) return;
            using var box = new Box { ["dir/file.txt"] = edit.Before };

            var result = box.Apply(edit.Write(format));

            // Of two equal lines a block or a whole file does not say which one goes; then the line that stays may have the other's end.
            var ends = edit.HasEqualLines && format is "blocks" or "whole" or "string" ? "" : "\r";
            if (result.Status == EditStatus.Applied) Assert.Equal(edit.After.Replace("\r", ends, StringComparison.Ordinal), box["dir/file.txt"].Replace("\r", ends, StringComparison.Ordinal));
            else Assert.Equal(edit.Before, box["dir/file.txt"]);
            if (result.Status == EditStatus.Applied) return;
            var kinds = edit.IsRepeated ? (EditErrorKind[])[EditErrorKind.Ambiguous, EditErrorKind.AlreadyApplied] : [EditErrorKind.AlreadyApplied];
            Assert.True(kinds.Contains(result.Error!.Kind), $"{result.Error.Kind}: {result.Error.Message}");
            if (result.Error.Kind == EditErrorKind.AlreadyApplied) Assert.True(edit.Doubles, "Refused as applied, though nothing would be doubled.");
        }, iter: 100);
}
