using System.Data.Common;
using Tandem.Pipeline.Privacy;
using Tandem.Routing;
using Tandem.Storage.Databases;

namespace Tandem.Storage.Privacy;

/// <summary>Consent in the database. Each answer is a row; the newest of a folder counts.</summary>
internal sealed class SqlConsentStore(Database database) : IConsentStore
{
    public async Task<Consent?> FindAsync(string workspace, CancellationToken cancellationToken)
    {
        var path = RealPath.Of(workspace);
        var answers = await ListAsync(cancellationToken);
        return answers.Where(answer => IsAtOrAbove(answer.Workspace, path)).MaxBy(answer => answer.Workspace.Length);
    }

    public Task SetAsync(Consent consent, CancellationToken cancellationToken) => database.ReadAsync(
        async connection =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText = """
                INSERT INTO workspace_consent (path, decided_at, data_class, decided_by) VALUES (@path, @time, @class, @by)
                ON CONFLICT (path, decided_at) DO UPDATE SET data_class = excluded.data_class, decided_by = excluded.decided_by
                """;
            command.Set("@path", RealPath.Of(consent.Workspace));
            command.Set("@time", Rfc3339.Format(consent.Time));
            command.Set("@class", Word.Of(consent.Class));
            command.Set("@by", consent.GivenBy);
            return await command.ExecuteNonQueryAsync(cancellationToken);
        },
        cancellationToken);

    public Task<IReadOnlyList<Consent>> ListAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(connection => ListAsync(connection, cancellationToken), cancellationToken);

    private static async Task<IReadOnlyList<Consent>> ListAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT path, data_class, decided_at, decided_by FROM workspace_consent c
            WHERE decided_at = (SELECT MAX(decided_at) FROM workspace_consent WHERE path = c.path)
            ORDER BY path
            """;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var answers = new List<Consent>();
        while (await reader.ReadAsync(cancellationToken))
            answers.Add(new Consent(reader.GetString(0), Word.Read<DataClass>(reader.GetString(1)), Rfc3339.Parse(reader.GetString(2)), reader.GetString(3)));
        return answers;
    }

    private static bool IsAtOrAbove(string folder, string path) =>
        path == folder || path.StartsWith(folder.EndsWith(Path.DirectorySeparatorChar) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
