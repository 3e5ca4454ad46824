using Microsoft.Extensions.DependencyInjection;
using Tandem.Egress;
using Tandem.Pipeline.Ledger;
using Tandem.Pipeline.Observations;
using Tandem.Pipeline.Privacy;
using Tandem.Storage.Databases;
using Tandem.Storage.Egress;
using Tandem.Storage.Ledger;
using Tandem.Storage.Observations;
using Tandem.Storage.Privacy;

namespace Tandem.Storage;

public static class StorageServices
{
    // Longer than any transaction of ours takes on a busy disk; a lock held longer is a sick process.
    private static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The stores, on SQLite in <paramref name="directory"/>. Needs a <see cref="TimeProvider"/>. Nothing is opened or created until first use.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, DataDirectory directory)
    {
        services.AddSingleton(directory);
        services.AddSingleton(provider => OpenOnUse(directory, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SqlLedger>();
        services.AddSingleton<ILedger>(provider => provider.GetRequiredService<SqlLedger>());
        services.AddSingleton<IEgressAudit, EgressAuditLog>();
        services.AddSingleton<IStoredTexts>(provider => provider.GetRequiredService<SqlLedger>());
        services.AddSingleton<IConsentStore, SqlConsentStore>();
        services.AddSingleton<SqlModelObservations>();
        services.AddSingleton<IModelObservations>(provider => provider.GetRequiredService<SqlModelObservations>());
        services.AddSingleton(provider => new StorageStart(
            provider.GetRequiredService<ILedger>(), provider.GetRequiredService<SqlModelObservations>(), provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    private static Database OpenOnUse(DataDirectory directory, TimeProvider time) => new(new SqliteEngine(directory, BusyTimeout), new Migrator(time));
}
