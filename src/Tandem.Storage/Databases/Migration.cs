namespace Tandem.Storage.Databases;

/// <summary>One step of the schema: <c>0001_ledger.sql</c>.</summary>
/// <param name="Number">From 1, without gaps.</param>
internal sealed record Migration(int Number, string Name, string Sql)
{
    /// <summary>Those that ship with this program for an engine, in order.</summary>
    public static IReadOnlyList<Migration> Shipped(string engine)
    {
        var assembly = typeof(Migration).Assembly;
        var migrations = new List<Migration>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(engine + "/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var name = Path.GetFileNameWithoutExtension(resource);
            migrations.Add(new Migration(int.Parse(name[..4], System.Globalization.CultureInfo.InvariantCulture), name, reader.ReadToEnd()));
        }

        return migrations;
    }
}
