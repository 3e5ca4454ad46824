using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Tandem.CodeIndex.Scanning;

/// <summary>The files of one commit, read from git's objects without a checkout.</summary>
/// <remarks>Not safe for concurrent use: one git process answers all reads.</remarks>
public sealed class GitTree(string repository, string commit) : ISourceTree, IDisposable
{
    private readonly Dictionary<string, string> _blobs = new(StringComparer.Ordinal);
    private Process? _reader;

    public string Name => $"{repository} at {commit}";

    /// <exception cref="InvalidDataException">The folder is no repository, or has no such commit.</exception>
    public IReadOnlyList<TreeEntry> List(ICollection<string> notes, CancellationToken cancellationToken)
    {
        var entries = new List<TreeEntry>();
        var failure = GitCommand.Read(repository, ["ls-tree", "-r", "-z", "--full-tree", commit], output =>
        {
            foreach (var line in output.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries))
            {
                var tab = line.IndexOf('\t', StringComparison.Ordinal);
                var fields = line[..tab].Split(' ');
                if (fields[1] != "blob" || fields[0] == "120000") continue; // Submodules and links.
                _blobs[line[(tab + 1)..]] = fields[2];
                entries.Add(new TreeEntry(line[(tab + 1)..], fields[2], -1));
            }
        }, cancellationToken);
        return failure is null ? entries : throw new InvalidDataException($"The tree of '{commit}' in '{repository}' cannot be read: {failure}");
    }

    public byte[]? Read(string path, long limit)
    {
        if (!_blobs.TryGetValue(path, out var blob)) return null;
        _reader ??= Process.Start(GitCommand.Prepare(repository, ["cat-file", "--batch"]))!;
        _reader.StandardInput.Write(blob + "\n");
        _reader.StandardInput.Flush();
        var output = _reader.StandardOutput.BaseStream;
        var header = ReadLine(output).Split(' ');
        if (header.Length < 3 || header[1] != "blob") return null; // "… missing": a partial clone.
        var size = long.Parse(header[2], CultureInfo.InvariantCulture);
        if (size > limit)
        {
            Skip(output, size + 1);
            return null;
        }

        var bytes = new byte[size];
        output.ReadExactly(bytes);
        output.ReadByte(); // The line end after the content.
        return bytes;
    }

    public void Dispose()
    {
        if (_reader is null) return;
        _reader.StandardInput.Close();
        _reader.WaitForExit();
        _reader.Dispose();
        _reader = null;
    }

    private static string ReadLine(Stream stream)
    {
        var line = new StringBuilder();
        for (var c = stream.ReadByte(); c is not (-1 or '\n'); c = stream.ReadByte()) line.Append((char)c);
        return line.ToString();
    }

    private static void Skip(Stream stream, long count)
    {
        var buffer = new byte[65_536];
        while (count > 0)
        {
            var read = stream.Read(buffer, 0, (int)Math.Min(count, buffer.Length));
            if (read == 0) return;
            count -= read;
        }
    }
}
