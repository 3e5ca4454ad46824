using Tandem.Cli.Terminal;
using Tandem.CodeIndex.Search;

namespace Tandem.Cli.Asking;

/// <summary>Checks citations against the files. These are listed when the first one comes; where that fails, a note says that nothing was checked.</summary>
internal sealed class AnswerChecker(Engine.Engine engine, ITerminal terminal, Question question, CancellationToken cancellationToken)
{
    private static readonly TimeSpan ListingTime = TimeSpan.FromSeconds(3); // An answer must not wait for the walk of a whole disk.
    private CitationChecker? _checker;

    /// <summary>False once the files could not be listed.</summary>
    public bool Checks { get; private set; } = true;

    public IReadOnlyList<Citation> Find(string word)
    {
        if (Checks && _checker is null)
            Open();
        return _checker?.Find(word) ?? [];
    }

    private void Open()
    {
        using var late = new CancellationTokenSource(ListingTime, engine.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            _checker = new CitationChecker(new QuestionTree(engine.Workspace.Root, question.Files), either.Token);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException || (failure is OperationCanceledException && late.IsCancellationRequested))
        {
            Checks = false;
            terminal.Note(
                failure is OperationCanceledException
                    ? $"The places that the answer cites are not checked: '{engine.Workspace.Root}' has too many files."
                    : $"The places that the answer cites are not checked: {failure.Message}",
                Tone.Quiet);
        }
    }
}
