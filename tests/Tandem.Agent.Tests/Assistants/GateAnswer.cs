using System.Text;
using Tandem.Agent.Assistants;
using Tandem.Providers.Chat;

namespace Tandem.Agent.Tests.Assistants;

/// <summary>What came out of the gate.</summary>
internal sealed class GateAnswer
{
    private readonly StringBuilder _text = new();

    public List<GateEvent> Events { get; } = [];

    /// <summary>Everything that a person may have seen.</summary>
    public string Text => _text.ToString();

    public bool IsHandedOver => Events.Any(one => one is AnswerHandedOver);

    public void Add(GateEvent happened)
    {
        Events.Add(happened);
        if (happened is AnswerPiece { Event: TextEvent piece })
            _text.Append(piece.Text);
    }
}
