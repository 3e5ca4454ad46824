using System.Runtime.InteropServices;

namespace Tandem.CodeIndex.Indexing;

/// <summary>Links files: to what they import, and to the files that define the names they use.</summary>
internal sealed class GraphUpdate(IndexDatabase database)
{
    /// <summary>Weights are stored as whole thousandths.</summary>
    public const int WeightScale = 1_000;

    private const int MaxTargets = 64;
    private readonly Dictionary<int, Definers> _definers = [];

    public void Run(CancellationToken cancellationToken)
    {
        var imports = new ImportResolver(ReadPaths());
        ReadDefinitions();
        // Only the outcome is kept: the names of all files at once would be as large as the index.
        var targets = new List<(int Id, byte[] Targets)>();
        using (var files = database.Command("SELECT id, path, imports, reference_hashes FROM file"))
        using (var rows = files.ExecuteReader())
        {
            while (rows.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                var linked = imports.ResolveAll(rows.GetString(1), rows.GetString(2));
                targets.Add((rows.GetInt32(0), Targets(rows.GetInt32(0), linked, MemoryMarshal.Cast<byte, int>((byte[])rows[3]))));
            }
        }

        using var update = database.Command("UPDATE file SET targets = @targets WHERE id = @id AND targets IS NOT @targets", "@targets", "@id");
        foreach (var (id, encoded) in targets)
        {
            (update.Parameters[0].Value, update.Parameters[1].Value) = (encoded, id);
            update.ExecuteNonQuery();
        }
    }

    private byte[] Targets(int id, IEnumerable<int> imported, ReadOnlySpan<int> references)
    {
        var weights = new Dictionary<int, double>();
        foreach (var hash in references)
            if (_definers.TryGetValue(hash, out var definers) && definers.AreFew && !definers.Contains(id))
                foreach (var definer in definers.Files) CollectionsMarshal.GetValueRefOrAddDefault(weights, definer, out _) += 1.0 / definers.Files.Length;
        foreach (var target in imported)
            if (target != id) CollectionsMarshal.GetValueRefOrAddDefault(weights, target, out _) += 1;
        return FileWriter.Bytes(weights.OrderByDescending(w => w.Value).Take(MaxTargets).SelectMany(w => (int[])[w.Key, (int)(Math.Log(1 + w.Value) * WeightScale)]).ToArray());
    }

    private List<(int Id, string Path)> ReadPaths()
    {
        var paths = new List<(int, string)>();
        using var command = database.Command("SELECT id, path FROM file");
        using var rows = command.ExecuteReader();
        while (rows.Read()) paths.Add((rows.GetInt32(0), rows.GetString(1)));
        return paths;
    }

    private void ReadDefinitions()
    {
        using var symbols = database.Command("SELECT DISTINCT file, name FROM symbol WHERE length(name) >= 4");
        using var names = symbols.ExecuteReader();
        while (names.Read())
            CollectionsMarshal.GetValueRefOrAddDefault(_definers, NameHash.Of(names.GetString(1)), out _).Add(names.GetInt32(0));
    }
}
