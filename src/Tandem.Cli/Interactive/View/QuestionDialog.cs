using System.Globalization;
using Tandem.Cli.Interactive.Editing;
using Tandem.Cli.Interactive.Keys;
using Tandem.Cli.Terminal;

namespace Tandem.Cli.Interactive.View;

/// <summary>A question of the model: a choice by its number, or an answer in words.</summary>
internal sealed class QuestionDialog(string question, IReadOnlyList<string> choices, Look look) : IDialog
{
    private readonly TaskCompletionSource<string?> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly InputBuffer _words = new();
    private string? _given;
    private bool _isGiven;

    public Task<string?> Answer => _answer.Task;

    public bool IsOver => _answer.Task.IsCompleted;

    public string? Receipt =>
        !_isGiven ? null
        : look.Quiet($"  {StyledText.Safe(question.ReplaceLineEndings(" "))} ") + (_given is { } answer ? StyledText.Safe(answer.ReplaceLineEndings(" ")) : look.Quiet("(no answer)"));

    public void Withdraw(CancellationToken cancellationToken) => _answer.TrySetCanceled(cancellationToken);

    public void Press(Key key)
    {
        if (key.Kind == KeyKind.Escape)
            Give(null);
        else if (key.Kind == KeyKind.Enter && key.Modifiers == KeyModifiers.None)
        {
            if (!string.IsNullOrWhiteSpace(_words.Text))
                Give(_words.Text.Trim());
        }
        else if (_words.IsEmpty && key.IsTyped && int.TryParse(key.Text, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= choices.Count)
            Give(choices[number - 1]);
        else
            EditorKeys.Edit(_words, key);
    }

    private void Give(string? answer)
    {
        (_given, _isGiven) = (answer, true);
        _answer.TrySetResult(answer);
    }

    public LiveLines Lines(int columns, int rows)
    {
        var lines = StyledText.Wrap(look.Mark(Mark.Warning) + look.Strong(StyledText.Safe(question)), Math.Max(8, columns - 2)).ToList();
        for (var place = 0; place < choices.Count; place++)
            lines.AddRange(StyledText.Wrap(string.Create(CultureInfo.InvariantCulture, $"  {place + 1} {StyledText.Safe(choices[place])}"), Math.Max(8, columns - 2)));
        lines.Add("");
        return AnswerLine.Of(_words, lines, choices.Count > 0 ? "a number, or your answer · Esc: none" : "your answer · Esc: none", look, columns);
    }
}
