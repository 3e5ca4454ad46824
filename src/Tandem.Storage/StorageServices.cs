using Microsoft.Extensions.DependencyInjection;
using Tandem.Egress;
using Tandem.Pipeline.Ledger;
using Tandem.Storage.Databases;
using Tandem.Storage.Egress;
using Tandem.Storage.Ledger;

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
        return services;
    }

    private static Database OpenOnUse(DataDirectory directory, TimeProvider time) => new(new SqliteEngine(directory, BusyTimeout), new Migrator(time));
}
