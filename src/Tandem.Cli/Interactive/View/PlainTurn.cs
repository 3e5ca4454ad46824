using System.Text;
using Tandem.Agent.Turns;
using Tandem.Cli.Terminal;

namespace Tandem.Cli.Interactive.View;

/// <summary>A turn as lines, each said once: a screen reader reads them as they come.</summary>
/// <remarks>Events come one at a time.</remarks>
internal sealed class PlainTurn(Look look, Func<string, string> zoneOf, Action<string> say)
{
    private readonly EventLines _lines = new(look, zoneOf);
    private readonly StringBuilder _text = new();
    private readonly Dictionary<string, string> _calls = [];
    private readonly HashSet<string> _silent = [];
    private readonly TodoList _todo = new();
    private string _decision = "";

    public void Show(AgentEvent agentEvent)
    {
        if (agentEvent is not (TextWritten or ReasoningWritten or StepCosted))
            End();
        switch (agentEvent)
        {
            case StepDecided decided:
                var line = _lines.Decision(decided.Decision);
                if (line != _decision)
                    say(line);
                _decision = line;
                break;
            case TextWritten text:
                Add(text.Text);
                break;
            case ToolCalled call when TodoList.IsFrom(call):
                _todo.Read(call.Arguments);
                SayAll(_todo.Lines(look).Select(row => row.Trim()));
                _silent.Add(call.CallId);
                break;
            case ToolCalled call:
                _calls[call.CallId] = call.Summary;
                break;
            case ToolAnswered answered:
                if (!_silent.Remove(answered.CallId) || answered.IsError)
                    say(_lines.Call(_calls.GetValueOrDefault(answered.CallId) ?? answered.Tool, answered));
                break;
            case FilesEdited edited:
                SayAll(_lines.Edit(edited));
                _silent.Add(edited.CallId);
                break;
            case Verified verified:
                SayAll(_lines.Verification(verified.Report));
                break;
            case Escalated escalated:
                say(_lines.Escalation(escalated));
                break;
            case AgentWarned warned:
                say(_lines.Warning(warned.Message));
                break;
            case AgentFailed failed:
                SayAll(_lines.Failure(failed.Message));
                break;
            case TaskEnded ended:
                SayAll(_lines.Report(ended));
                _decision = "";
                break;
        }
    }

    /// <summary>Says what of the answer has no end of line yet.</summary>
    public void End()
    {
        if (_text.Length > 0)
            say(StyledText.Safe(_text.ToString()));
        _text.Clear();
    }

    private void Add(string text)
    {
        foreach (var unit in text)
            if (unit == '\n')
            {
                say(StyledText.Safe(_text.ToString()));
                _text.Clear();
            }
            else
                _text.Append(unit);
    }

    private void SayAll(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            say(line);
    }
}
