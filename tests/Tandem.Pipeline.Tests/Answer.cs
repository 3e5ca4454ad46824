using System.Text;
using Tandem.Pipeline.Errors;
using Tandem.Pipeline.Ledger;
using Tandem.Providers;
using Tandem.Providers.Chat;

namespace Tandem.Pipeline.Tests;

/// <summary>What a door saw of one request.</summary>
internal sealed class Answer
{
    private readonly StringBuilder _text = new();

    public string Text => _text.ToString();

    public DecisionEntry? Decision { get; private set; }

    public List<AttemptNotice> Attempts { get; } = [];

    public bool IsWhole { get; private set; }

    public RequestException? Broken { get; private set; }

    public Receipt? Receipt { get; private set; }

    public void Add(in PipelineFrame frame)
    {
        Decision ??= frame.Decision;
        if (frame.Attempt is { } attempt)
            Attempts.Add(attempt);
        if (frame.Relay.Event is TextEvent text)
            _text.Append(text.Text);
        IsWhole |= frame.Step == PipelineStep.Relay && frame.Relay.Kinds.HasFlag(FrameKinds.Terminal);
        Broken ??= frame.Error;
        Receipt ??= frame.Receipt;
    }
}
