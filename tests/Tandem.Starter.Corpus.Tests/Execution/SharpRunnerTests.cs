using System.Text.Json.Nodes;
using Tandem.Starter.Corpus.Execution;
using Tandem.Starter.Corpus.Families;

namespace Tandem.Starter.Corpus.Tests.Execution;

public sealed class SharpRunnerTests
{
    private static readonly FunctionCase[] Doubling = [new(new JsonArray(2), 4), new(new JsonArray(-1), -2)];

    [Fact]
    public async Task Right_code_passes() =>
        Assert.Equal("", await SharpRunner.RunAsync("public static int Twice(int n) => n * 2;", "Twice", Doubling));

    [Fact]
    public async Task A_wrong_result_is_told_with_its_arguments() =>
        Assert.Equal("gave 1 for [-1]", await SharpRunner.RunAsync("public static int Twice(int n) => n * n + (n > 0 ? 0 : 0);", "Twice", Doubling));

    [Fact]
    public async Task Code_that_does_not_compile_or_has_another_name_fails()
    {
        Assert.Contains("CS1002", await SharpRunner.RunAsync("public static int Twice(int n) { return n * 2 }", "Twice", Doubling), StringComparison.Ordinal);
        Assert.Equal("no public method Twice", await SharpRunner.RunAsync("public static int Other(int n) => n * 2;", "Twice", Doubling));
    }

    [Fact]
    public async Task Code_that_throws_fails_with_its_message() => Assert.Equal(
        "not today", await SharpRunner.RunAsync("public static int Twice(int n) => throw new InvalidOperationException(\"not today\");", "Twice", Doubling));

    [Fact]
    public async Task The_CSharp_programs_of_the_families_give_the_results_of_their_cases()
    {
        foreach (var family in TestFamilies.All.Where(f => f.Kind == FamilyKind.Function).Where((_, i) => i % 80 == 0))
        {
            var code = ProgramText.Function(family, TargetLanguage.CSharp);
            Assert.Equal("", await SharpRunner.RunAsync(code, ProgramText.OwnName(family.Id, TargetLanguage.CSharp), family.Cases));
        }
    }
}
