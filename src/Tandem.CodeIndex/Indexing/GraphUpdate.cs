using System.Runtime.InteropServices;

namespace Tandem.CodeIndex.Indexing;

/// <summary>Links files: to what they import, and to the files that define the names they use.</summary>
internal sealed class GraphUpdate(IndexDatabase database)
{
    /// <summary>Weights are stored as whole thousandths.</summary>
    public const int WeightScale = 1_000;

    private const int MaxDefiners = 3; // A name defined in more files says nothing about which one is meant.
    private const int MaxTargets = 64;
    private readonly List<(int Id, string Path, string Imports, byte[] References)> _files = [];
    private readonly Dictionary<int, List<int>> _definers = [];

    public void Run(CancellationToken cancellationToken)
    {
        Load();
        var imports = new ImportResolver(_files.Select(f => (f.Id, f.Path)));
        using var update = database.Command("UPDATE file SET targets = @targets WHERE id = @id AND targets IS NOT @targets", "@targets", "@id");
        foreach (var (id, path, imported, references) in _files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var weights = new Dictionary<int, double>();
            foreach (var hash in MemoryMarshal.Cast<byte, int>(references))
                if (_definers.TryGetValue(hash, out var definers) && definers.Count <= MaxDefiners && !definers.Contains(id))
                    foreach (var definer in definers) CollectionsMarshal.GetValueRefOrAddDefault(weights, definer, out _) += 1.0 / definers.Count;
            foreach (var target in imported.Split('\n', StringSplitOptions.RemoveEmptyEntries).SelectMany(i => imports.Resolve(path, i)).Distinct())
                if (target != id) CollectionsMarshal.GetValueRefOrAddDefault(weights, target, out _) += 1;
            var targets = weights.OrderByDescending(w => w.Value).Take(MaxTargets).SelectMany(w => (int[])[w.Key, (int)(Math.Log(1 + w.Value) * WeightScale)]).ToArray();
            (update.Parameters[0].Value, update.Parameters[1].Value) = (FileWriter.Bytes(targets), id);
            update.ExecuteNonQuery();
        }
    }

    private void Load()
    {
        using (var command = database.Command("SELECT id, path, imports, reference_hashes FROM file"))
        using (var rows = command.ExecuteReader())
            while (rows.Read()) _files.Add((rows.GetInt32(0), rows.GetString(1), rows.GetString(2), (byte[])rows[3]));
        using var symbols = database.Command("SELECT DISTINCT file, name FROM symbol WHERE length(name) >= 4");
        using var names = symbols.ExecuteReader();
        while (names.Read())
        {
            ref var definers = ref CollectionsMarshal.GetValueRefOrAddDefault(_definers, NameHash.Of(names.GetString(1)), out _);
            definers ??= [];
            if (definers.Count <= MaxDefiners) definers.Add(names.GetInt32(0));
        }
    }
}
