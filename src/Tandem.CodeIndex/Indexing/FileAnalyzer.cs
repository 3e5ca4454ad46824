using System.Text;
using Tandem.CodeIndex.Scanning;
using Tandem.CodeIndex.Search;
using Tandem.CodeIndex.Symbols;

namespace Tandem.CodeIndex.Indexing;

/// <summary>Reads one file into what the index keeps of it.</summary>
/// <remarks>Not safe for concurrent use; each worker has its own.</remarks>
internal sealed class FileAnalyzer
{
    public const int FieldCount = 6;
    private const int MinReferenceLength = 4; // Shorter names are locals; they would link everything with everything.
    private readonly TermReader _reader = new();
    private readonly Dictionary<string, int>[] _bags = [.. Enumerable.Range(0, FieldCount).Select(_ => new Dictionary<string, int>(StringComparer.Ordinal))];
    private readonly StringBuilder _terms = new();
    private readonly HashSet<int> _references = [];

    /// <param name="bytes">The content, or null where it is too large or not readable: then only the path is indexed.</param>
    public FileAnalysis Analyze(string path, byte[]? bytes, CancellationToken cancellationToken)
    {
        var text = bytes is null ? null : TextDecoding.Decode(bytes);
        var outline = text is null ? Outline.Empty : OutlineReader.Read(path, text, cancellationToken);
        foreach (var bag in _bags) bag.Clear();
        var lengths = new int[FieldCount];
        var slash = path.LastIndexOf('/');
        var stem = Path.GetFileNameWithoutExtension(path);
        lengths[(int)Field.Stem] = _reader.Count(stem, _bags[(int)Field.Stem], allWholes: true);
        _bags[(int)Field.Stem].TryAdd(TermReader.Whole(stem), 1); // fragment-tracker is one name, whatever joins its words.
        lengths[(int)Field.Folders] = slash < 0 ? 0 : _reader.Count(path.AsSpan(0, slash), _bags[(int)Field.Folders], allWholes: true);
        foreach (var symbol in outline.Symbols)
            lengths[(int)Field.Symbols] += _reader.Count(symbol.Name, _bags[(int)Field.Symbols], allWholes: true);
        lengths[(int)Field.Comments] = _reader.Count(outline.Comments, _bags[(int)Field.Comments]);
        lengths[(int)Field.Code] = _reader.Count(outline.Code, _bags[(int)Field.Code]);
        lengths[(int)Field.Strings] = _reader.Count(outline.Strings, _bags[(int)Field.Strings]);

        _terms.Clear();
        for (var field = 0; field < FieldCount; field++)
            foreach (var (term, count) in _bags[field]) TermCodec.Append(_terms, term, field, count);
        return new FileAnalysis
        {
            Path = path,
            Role = text is null ? PathRole.Opaque : PathRoles.Of(path),
            Terms = _terms.ToString(),
            Lengths = lengths,
            Lines = text is null ? 0 : new LineMap(text).Count,
            Symbols = outline.Symbols,
            Imports = outline.Imports,
            References = References(outline.Code),
        };
    }

    private int[] References(ReadOnlySpan<char> code)
    {
        _references.Clear();
        for (var at = 0; at < code.Length;)
        {
            var range = IdentifierSplitter.Next(code, at);
            at = range.End.Value;
            var name = code[range];
            if (name.Length >= MinReferenceLength && !char.IsDigit(name[0])) _references.Add(NameHash.Of(name));
        }

        var hashes = _references.ToArray();
        Array.Sort(hashes);
        return hashes;
    }
}
