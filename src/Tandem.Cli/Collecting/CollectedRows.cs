using Tandem.Pipeline.Errors;
using Tandem.Routing.Outcomes;

namespace Tandem.Cli.Collecting;

/// <summary>The outcome file that a collection grows: rows are appended whole, so that a run that was stopped goes on where it was.</summary>
internal sealed class CollectedRows : IDisposable
{
    private readonly FileStream _file;
    private readonly OutcomeWriter _writer;
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);

    /// <exception cref="RequestException">The file holds rows of other models.</exception>
    /// <exception cref="OutcomeFormatException">The file is no outcome file.</exception>
    public CollectedRows(string file, IReadOnlyList<string> models)
    {
        _file = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        CutTornLine();
        foreach (var row in OutcomeReader.Read(_file, file))
        {
            if (!models.All(row.Scores.ContainsKey))
            {
                _file.Dispose();
                throw new RequestException(ErrorKind.Invalid, $"{file} holds rows without {string.Join(" or ", models.Where(model => !row.Scores.ContainsKey(model)))}. Name the same models, or another --out FILE.");
            }

            _done.Add(row.Id);
            SpentUsd += (decimal)row.CostUsd.Values.Sum();
        }

        _file.Seek(0, SeekOrigin.End);
        _writer = new OutcomeWriter(_file);
    }

    public int Count => _done.Count;

    /// <summary>What the answers of all rows cost, earlier runs included.</summary>
    public decimal SpentUsd { get; private set; }

    public bool Contains(string id) => _done.Contains(id);

    public void Add(OutcomeRow row)
    {
        _writer.Write(row);
        _file.Flush(flushToDisk: true); // It was paid for.
        _done.Add(row.Id);
    }

    public void Dispose()
    {
        _writer.Dispose();
        _file.Dispose();
    }

    /// <summary>A process that was killed may leave half a line at the end.</summary>
    private void CutTornLine()
    {
        var end = _file.Length;
        while (end > 0)
        {
            _file.Position = end - 1;
            if (_file.ReadByte() == '\n')
                break;
            end--;
        }

        _file.SetLength(end);
        _file.Position = 0;
    }
}
