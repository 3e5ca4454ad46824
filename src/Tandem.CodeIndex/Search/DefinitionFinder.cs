using Tandem.CodeIndex.Indexing;

namespace Tandem.CodeIndex.Search;

/// <summary>Finds definitions by the beginning of their name.</summary>
internal static class DefinitionFinder
{
    public static IReadOnlyList<Definition> Find(IndexDatabase database, string prefix, int count)
    {
        using var command = database.Command(
            """
            SELECT s.name, s.container, s.kind, f.path, s.line, s.end_line FROM symbol s JOIN file f ON f.id = s.file
            WHERE s.name LIKE @like ESCAPE '\' ORDER BY LENGTH(s.name), s.name, f.path, s.line LIMIT @count
            """,
            "@like", "@count");
        command.Parameters["@like"].Value = Escape(prefix) + "%";
        command.Parameters["@count"].Value = count;
        using var reader = command.ExecuteReader();
        var found = new List<Definition>();
        while (reader.Read())
            found.Add(new Definition(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetInt32(4), reader.GetInt32(5)));
        return found;
    }

    private static string Escape(string prefix) => prefix.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
}
