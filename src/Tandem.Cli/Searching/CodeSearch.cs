using Tandem.Cli.Terminal;
using Tandem.CodeIndex;
using Tandem.CodeIndex.History;
using Tandem.CodeIndex.Scanning;
using Tandem.Engine;
using Tandem.Pipeline.Errors;
using Tandem.Storage;

namespace Tandem.Cli.Searching;

/// <summary>The code index of the folder a command works on, brought up to date.</summary>
internal sealed class CodeSearch : IDisposable
{
    private const int ToldAfterFiles = 500; // A first indexing takes seconds; a refresh is not worth a line.

    private CodeSearch(RepositoryIndex index, RefreshReport report) => (Index, Report) = (index, report);

    public RepositoryIndex Index { get; }

    public RefreshReport Report { get; }

    /// <param name="root">The folder to search; null = the workspace around the working folder.</param>
    /// <exception cref="RequestException">There is no such folder.</exception>
    public static CodeSearch Open(CommandContext context, string? root, CancellationToken cancellationToken)
    {
        var folder = root is null ? Workspace.Find(context.WorkingFolder).Root : context.FullPath(root);
        if (File.Exists(folder)) throw new RequestException(ErrorKind.Invalid, $"'{folder}' is a file; give the folder that holds it.");
        if (!Directory.Exists(folder)) throw new RequestException(ErrorKind.Invalid, $"There is no folder '{folder}'.");
        var data = DataDirectory.Find(context.Surroundings.Variable);
        var index = new RepositoryIndex(IndexLocation.Of(data.Path, folder));
        try
        {
            var told = 0;
            var report = index.Refresh(
                new WorkingTree(folder),
                new GitHistory(folder),
                read =>
                {
                    if (read - told < ToldAfterFiles) return;
                    told = read;
                    context.Terminal.Note($"Indexing: {read} files read", Tone.Quiet);
                },
                cancellationToken);
            foreach (var note in report.Notes) context.Terminal.Note(SafeText.Of(note), Tone.Quiet);
            return new CodeSearch(index, report);
        }
        catch
        {
            index.Dispose();
            throw;
        }
    }

    public void Dispose() => Index.Dispose();
}
