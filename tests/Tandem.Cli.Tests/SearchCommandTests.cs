namespace Tandem.Cli.Tests;

public sealed class SearchCommandTests
{
    [Fact]
    public async Task Without_git_on_the_path_the_files_are_found_all_the_same_and_it_says_what_is_missing()
    {
        using var tandem = new TandemProgram();
        tandem.Environment["PATH"] = Path.Combine(tandem.Home, "empty");
        await File.WriteAllTextAsync(Path.Combine(tandem.Folder, "budget.py"), "def take_retry(left):\n    return left > 0\n", TestContext.Current.CancellationToken);

        var result = await tandem.RunProcessAsync("", "search", "who takes a retry?");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("budget.py:1", result.Output, StringComparison.Ordinal);
        Assert.Contains("git is not installed or not on the PATH", result.Notes, StringComparison.Ordinal);
    }
}
