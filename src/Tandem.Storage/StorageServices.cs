using Microsoft.Extensions.DependencyInjection;
using Tandem.Agent.Sessions;
using Tandem.Egress;
using Tandem.Pipeline.Kept;
using Tandem.Pipeline.Keys;
using Tandem.Pipeline.Ledger;
using Tandem.Pipeline.Observations;
using Tandem.Pipeline.Privacy;
using Tandem.Storage.Databases;
using Tandem.Storage.Egress;
using Tandem.Storage.Kept;
using Tandem.Storage.Keys;
using Tandem.Storage.Ledger;
using Tandem.Storage.Observations;
using Tandem.Storage.Privacy;
using Tandem.Storage.Sessions;

namespace Tandem.Storage;

public static class StorageServices
{
    // Longer than any transaction of ours takes on a busy disk; a lock held longer is a sick process.
    private static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The stores. Needs a <see cref="TimeProvider"/>. Nothing is opened or created until first use; the provider must be disposed asynchronously.</summary>
    /// <param name="postgres">A connection string of PostgreSQL, for many instances over one ledger; null = SQLite in <paramref name="directory"/>.</param>
    public static IServiceCollection AddStorage(this IServiceCollection services, DataDirectory directory, string? postgres = null)
    {
        services.AddSingleton(directory);
        services.AddSingleton(provider => OpenOnUse(directory, postgres, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SqlLedger>();
        services.AddSingleton<ILedger>(provider => provider.GetRequiredService<SqlLedger>());
        services.AddSingleton<IEgressAudit, EgressAuditStore>();
        services.AddSingleton<IStoredTexts>(provider => provider.GetRequiredService<SqlLedger>());
        services.AddSingleton<IConsentStore, SqlConsentStore>();
        services.AddSingleton<IVirtualKeyStore, SqlVirtualKeyStore>();
        services.AddSingleton<IKeptConversations, SqlKeptConversations>();
        services.AddSingleton<ISessionStore, SqlSessionStore>();
        services.AddSingleton<SqlModelObservations>();
        services.AddSingleton<IModelObservations>(provider => provider.GetRequiredService<SqlModelObservations>());
        services.AddSingleton(provider => new StorageStart(
            provider.GetRequiredService<ILedger>(), provider.GetRequiredService<SqlModelObservations>(), provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    private static Database OpenOnUse(DataDirectory directory, string? postgres, TimeProvider time)
    {
        IDatabaseEngine engine = postgres is null ? new SqliteEngine(directory, BusyTimeout) : new PostgresEngine(postgres);
        return new Database(engine, new Migrator(time));
    }
}
