using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Tandem.Agent.Sessions;
using Tandem.Pipeline.Ledger;
using Tandem.Pipeline.Observations;
using Tandem.Pipeline.Privacy;
using Tandem.Storage.Tests.Ledger;

namespace Tandem.Storage.Tests;

public sealed class StorageServicesTests
{
    [Fact]
    public async Task A_host_gets_every_store_from_one_line_and_starts_by_freeing_what_was_left_behind()
    {
        using var folder = new TemporaryFolder();
        var reservation = Given.Reservation();
        await using (var before = Provider(folder.Data, Given.Noon))
        {
            await before.GetRequiredService<ILedger>().ReserveAsync(reservation, LedgerUnderTest.Token);
            before.GetRequiredService<IModelObservations>().Record(
                new ModelObservation("llama", 4_000, 1_000, 0, 0, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)));
        }

        await using var provider = Provider(folder.Data, reservation.ExpiresAt);

        Assert.Equal(1, await provider.GetRequiredService<StorageStart>().RunAsync(LedgerUnderTest.Token));
        Assert.Equal(1, provider.GetRequiredService<IModelObservations>().Find("llama")?.Count);
        Assert.Empty(await provider.GetRequiredService<IConsentStore>().ListAsync(LedgerUnderTest.Token));
        Assert.Empty(await provider.GetRequiredService<ISessionStore>().ListAsync("user:ann", null, LedgerUnderTest.Token));
        Assert.Same(provider.GetRequiredService<ILedger>(), provider.GetRequiredService<IStoredTexts>());
        Assert.Equal(folder.Data.Path, provider.GetRequiredService<DataDirectory>().Path);
    }

    private static ServiceProvider Provider(DataDirectory directory, DateTimeOffset now) =>
        new ServiceCollection().AddSingleton<TimeProvider>(new FakeTimeProvider(now)).AddStorage(directory).BuildServiceProvider();
}
