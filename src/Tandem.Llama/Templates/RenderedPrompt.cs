using System.Text;

namespace Tandem.Llama.Templates;

/// <summary>A prompt as one text, which knows what in it is the template's and what people and tools wrote.</summary>
/// <remarks>Control tokens are read only in the template's part, so that a message cannot pretend to be another role.</remarks>
internal sealed class RenderedPrompt
{
    private readonly StringBuilder _text = new();
    private readonly List<(int Start, int End)> _contents = [];

    public string Text => _text.ToString();

    public RenderedPrompt Markup(string text)
    {
        _text.Append(text);
        return this;
    }

    public RenderedPrompt Content(string text)
    {
        if (text.Length > 0)
            _contents.Add((_text.Length, _text.Length + text.Length));
        _text.Append(text);
        return this;
    }

    /// <summary>Whether a stretch of the text touches what people wrote.</summary>
    public bool TouchesContent(int start, int length)
    {
        var (low, high) = (0, _contents.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_contents[middle].End <= start)
                low = middle + 1;
            else
                high = middle;
        }

        return low < _contents.Count && _contents[low].Start < start + length;
    }
}
