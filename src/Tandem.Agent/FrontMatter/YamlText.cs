using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Tandem.Agent.FrontMatter;

/// <summary>Reads YAML event by event into nodes with their lines; depth and size stay bounded whatever the text holds.</summary>
/// <remarks>Anchors, aliases and tags are refused: a small text could unfold to a huge one.</remarks>
internal sealed class YamlText
{
    private const int MaxDepth = 16;
    private const int MaxNodes = 20_000;

    private readonly Parser _parser;
    private readonly FaultList _faults;
    private readonly int _offset;
    private int _nodes;

    private YamlText(string text, int firstLine, FaultList faults)
    {
        _parser = new Parser(new StringReader(text));
        _offset = firstLine - 1;
        _faults = faults;
    }

    /// <summary>The document's root; null where it is empty, or where a fault was added.</summary>
    /// <param name="firstLine">Line of the file on which the text begins.</param>
    public static YamlNode? Read(string text, int firstLine, FaultList faults)
    {
        var reader = new YamlText(text, firstLine, faults);
        try
        {
            while (reader._parser.MoveNext())
                if (reader._parser.Current is NodeEvent or AnchorAlias)
                    return reader.ReadNode(0) is var root && root is YamlScalar { IsNull: true } ? null : root;
        }
        catch (YamlException broken)
        {
            faults.Add(reader.Line(broken.Start), "", "this is not valid YAML", "check the indentation, quotes and brackets on this line and the one above");
        }
        catch (InvalidOperationException)
        {
            // YamlDotNet's scanner gives up so on some broken plain scalars, without a place.
            faults.Add(reader.Line(reader._parser.Current?.End ?? Mark.Empty), "", "this is not valid YAML", "check the indentation, quotes and brackets on this line and the next");
        }
        catch (RefusedException)
        {
            // Already among the faults.
        }

        return null;
    }

    private YamlNode ReadNode(int depth)
    {
        var current = _parser.Current!;
        if (current is AnchorAlias || (current is NodeEvent node && (!node.Anchor.IsEmpty || (!node.Tag.IsEmpty && node.Tag != "!"))))
            throw Refuse(current, "anchors, aliases and tags are not supported", "write the value out");
        if (++_nodes > MaxNodes || depth > MaxDepth)
            throw Refuse(current, "the text holds too many values, or lists and maps too deep inside one another", "make it smaller");
        var line = Line(current.Start);
        switch (current)
        {
            case Scalar scalar:
                return new YamlScalar(line, scalar.Value, scalar.Style == ScalarStyle.Plain);
            case SequenceStart:
                var items = new List<YamlNode>();
                while (Next() is not SequenceEnd)
                    items.Add(ReadNode(depth + 1));
                return new YamlList(line, items);
            default:
                return new YamlMap(line, ReadEntries(depth));
        }
    }

    private List<KeyValuePair<string, YamlNode>> ReadEntries(int depth)
    {
        var entries = new List<KeyValuePair<string, YamlNode>>();
        while (Next() is not MappingEnd)
        {
            var at = _parser.Current!;
            if (ReadNode(depth + 1) is not YamlScalar key)
                throw Refuse(at, "a key must be a word", "write 'key: value'");
            Next();
            var value = ReadNode(depth + 1);
            if (entries.Exists(entry => entry.Key == key.Text))
                _faults.Add(key.Line, key.Text, "the key stands here a second time", "keep one of the two");
            else
                entries.Add(new(key.Text, value));
        }

        return entries;
    }

    private ParsingEvent Next() => _parser.MoveNext() && _parser.Current is { } next ? next : throw new RefusedException();

    private RefusedException Refuse(ParsingEvent at, string problem, string cure)
    {
        _faults.Add(Line(at.Start), "", problem, cure);
        return new RefusedException();
    }

    private int Line(Mark mark) => _offset + (int)Math.Max(1, mark.Line);

    private sealed class RefusedException : Exception;
}
