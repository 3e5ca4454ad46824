using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Tandem.Configuration.Yaml;

/// <summary>Reads one YAML document into nodes with places, event by event, so that depth and size stay bounded whatever the text holds.</summary>
/// <remarks>
/// Anchors, aliases and tags are refused: a small text could unfold to a huge one, and every value should stand where it is used. A list or
/// map within <see cref="MaxDepth"/> others is refused before the recursion can exhaust the stack.
/// </remarks>
internal sealed class YamlReader
{
    private const int MaxDepth = 24; // The deepest valid key lies 6 deep.
    private const int MaxNodes = 50_000;

    private readonly string _file;
    private readonly ErrorList _errors;
    private readonly Parser _parser;
    private int _nodes;

    private YamlReader(string text, string file, ErrorList errors)
    {
        _file = file;
        _errors = errors;
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>The document's root; null where the text is not readable YAML (an error was added) or holds nothing but comments (none was).</summary>
    public static SourceNode? Read(string text, string file, ErrorList errors)
    {
        if (RefuseControls(text, file, errors))
            return null;
        var reader = new YamlReader(text, file, errors);
        try
        {
            return reader.ReadDocument();
        }
        catch (YamlException broken)
        {
            errors.Add(file, Line(broken.Start), Column(broken.Start), "", "this is not valid YAML: " + Words(broken), "check the indentation, quotes and brackets on this line and the one above");
        }
        catch (InvalidOperationException)
        {
            // YamlDotNet 18's scanner gives up so on some broken plain scalars, without a place: they begin behind the last event.
            var last = reader._parser.Current?.End ?? Mark.Empty;
            errors.Add(file, Line(last), Column(last), "", "this is not valid YAML", "check the indentation, quotes and brackets on this line and the next");
        }
        catch (RefusedTextException)
        {
            // Already among the errors.
        }

        return null;
    }

    /// <summary>YAML 1.2.2, section 5.1: no control characters beside tab and line ends. They would also reach terminals by way of messages.</summary>
    private static bool RefuseControls(string text, string file, ErrorList errors)
    {
        var line = 1;
        var start = 0;
        for (var place = 0; place < text.Length; place++)
        {
            if (text[place] == '\n')
                (line, start) = (line + 1, place + 1);
            else if (char.IsControl(text[place]) && text[place] is not ('\t' or '\r' or '\u0085'))
            {
                errors.Add(file, line, place - start + 1, "", FormattableString.Invariant($"there is a control character here (U+{(int)text[place]:X4})"), "remove it; in quotes it can be written as \\xNN");
                return true;
            }
        }

        return false;
    }

    private SourceNode? ReadDocument()
    {
        SourceNode? root = null;
        var seen = false;
        while (_parser.MoveNext())
        {
            switch (_parser.Current)
            {
                case DocumentStart start when seen:
                    throw Refuse(start.Start, "a second document begins here", "keep one document: remove the line '---'");
                case DocumentStart:
                    seen = true;
                    break;
                case NodeEvent or AnchorAlias:
                    root = ReadNode(0);
                    break;
            }
        }

        return root is SourceScalar { Kind: ScalarKind.Null } ? null : root;
    }

    private SourceNode ReadNode(int depth)
    {
        var current = _parser.Current!;
        if (++_nodes > MaxNodes)
            throw Refuse(current.Start, "the file holds too many values", $"keep it below {MaxNodes} values");
        if (depth > MaxDepth)
            throw Refuse(current.Start, "lists or maps lie too deep inside one another", "check the brackets and the indentation");
        if (current is AnchorAlias)
            throw Refuse(current.Start, "aliases (*name) are not supported", "write the value out");
        if (current is not NodeEvent node) // YamlDotNet 18 ends some broken flow maps between a key and its value.
            throw Refuse(current.Start, "this is not valid YAML: a value is missing", "check the quotes and brackets on this line and the one above");
        if (!node.Anchor.IsEmpty)
            throw Refuse(node.Start, "anchors (&name) are not supported", "write the value out where it is used");
        if (!node.Tag.IsEmpty && node.Tag != "!")
            throw Refuse(node.Start, "tags (!name) are not supported", "remove the tag; put text in quotes where needed");

        var (line, column) = (Line(node.Start), Column(node.Start));
        return node switch
        {
            Scalar scalar => new SourceScalar(line, column, scalar.Value, scalar.IsPlainImplicit && scalar.Style == ScalarStyle.Plain ? PlainScalar.Classify(scalar.Value) : ScalarKind.Text),
            SequenceStart => new SourceList(line, column, ReadItems(depth)),
            _ => new SourceMap(line, column, ReadEntries(depth)),
        };
    }

    private List<SourceNode> ReadItems(int depth)
    {
        var items = new List<SourceNode>();
        while (Next() is not SequenceEnd)
            items.Add(ReadNode(depth + 1));
        return items;
    }

    private List<SourceEntry> ReadEntries(int depth)
    {
        var entries = new List<SourceEntry>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        while (Next() is not MappingEnd)
        {
            var at = _parser.Current!.Start;
            if (ReadNode(depth + 1) is not SourceScalar key)
                throw Refuse(at, "a key must be a word", "write 'key: value'");
            Next();
            var value = ReadNode(depth + 1);
            if (lines.TryAdd(key.Text, key.Line))
                entries.Add(new SourceEntry(key, value));
            else
                _errors.Add(_file, key.Line, key.Column, key.Text, $"the key stands here a second time (first on line {lines[key.Text]})", "keep one of the two");
        }

        return entries;
    }

    private ParsingEvent Next()
    {
        if (!_parser.MoveNext() || _parser.Current is null)
            throw new RefusedTextException(); // The parser reports an end that comes too early itself.
        return _parser.Current;
    }

    private RefusedTextException Refuse(Mark place, string problem, string cure)
    {
        _errors.Add(_file, Line(place), Column(place), "", problem, cure);
        return new RefusedTextException();
    }

    private static int Line(Mark mark) => (int)Math.Max(1, mark.Line);

    private static int Column(Mark mark) => (int)Math.Max(1, mark.Column);

    /// <summary>The parser's sentence without its places and without what it may quote of the text, which could be a key.</summary>
    private static string Words(YamlException broken)
    {
        var message = broken.InnerException is YamlException inner ? inner.Message : broken.Message;
        var quote = message.IndexOfAny(['\'', '"', '`']);
        var words = (quote < 0 ? message : message[..quote]).Trim().TrimEnd('.', ':', ',');
        return words.Length == 0 ? "unexpected text" : char.ToLowerInvariant(words[0]) + words[1..];
    }

    private sealed class RefusedTextException : Exception;
}
