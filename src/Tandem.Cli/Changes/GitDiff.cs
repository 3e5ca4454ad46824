using Tandem.Agent.Tools;
using Tandem.Pipeline.Errors;

namespace Tandem.Cli.Changes;

/// <summary>What changed, as git says it. Read so that the repository's configuration starts no program.</summary>
internal sealed class GitDiff(string root)
{
    /// <summary>Git's arguments that say which change: <c>--cached</c>, a range, a base.</summary>
    public required IReadOnlyList<string> Of { get; init; }

    /// <summary>Staged for the next commit.</summary>
    public static GitDiff Staged(string root) => new(root) { Of = ["--cached"] };

    /// <param name="range">Null = all since the last commit; <c>A..B</c> as git means it; one revision = all since the branch left it.</param>
    /// <exception cref="RequestException">An option in the place of a revision.</exception>
    public static GitDiff Since(string root, string? range) => range switch
    {
        null => new GitDiff(root) { Of = ["HEAD"] },
        ['-', ..] or "" => throw new RequestException(ErrorKind.Invalid, $"'{range}' is no range of revisions. Examples: main, HEAD~3, v1.0..v1.1"),
        _ when range.Contains("..", StringComparison.Ordinal) => new GitDiff(root) { Of = [range] },
        _ => new GitDiff(root) { Of = ["--merge-base", range] },
    };

    /// <summary>Paths relative to the repository's root; a renamed file's new one.</summary>
    public async Task<IReadOnlyList<string>> PathsAsync(CancellationToken cancellationToken) =>
        (await ReadAsync(["--name-only", "-z"], [], cancellationToken)).Split('\0', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Unified diff of some files; none = of all.</summary>
    public Task<string> TextAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken) => ReadAsync(["--src-prefix=a/", "--dst-prefix=b/"], paths, cancellationToken);

    /// <summary>The same where the content is the same.</summary>
    public Task<string> StampAsync(CancellationToken cancellationToken) => ReadAsync(["--raw", "--no-abbrev", "-z"], [], cancellationToken);

    private async Task<string> ReadAsync(IEnumerable<string> how, IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var (output, problem) = await HardenedGit.RunAsync(root, ["diff", "--no-ext-diff", "--no-textconv", "--no-color", "--find-renames", .. how, .. Of, "--", .. paths], cancellationToken);
        return problem is null ? output : throw new RequestException(ErrorKind.Invalid, $"git cannot show the change: {problem}");
    }
}
