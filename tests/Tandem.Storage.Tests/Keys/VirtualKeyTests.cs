using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Keys;
using Tandem.Pipeline.Ledger;
using Tandem.Routing;
using Tandem.Routing.Prices;
using Tandem.Storage.Keys;

namespace Tandem.Storage.Tests.Keys;

public sealed class VirtualKeyTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_comes_back_as_it_was_made()
    {
        await using var test = new TestDatabase();
        var store = new SqlVirtualKeyStore(test.Database);
        var now = test.Time.GetUtcNow();
        var full = new VirtualKey
        {
            Id = KeyId.New(now), Name = "Ann's laptop", Owner = "user:ann", Team = "team:red", Role = KeyRole.Admin, DataClass = DataClass.Private, Pool = ["llama", "gpt 4"],
            Limit = NanoUsd.FromUsd(20), Period = BudgetPeriod.Week, RequestsPerMinute = 60, TokensPerMinute = 100_000, CreatedAt = now, ExpiresAt = now.AddDays(1),
        };
        var bare = new VirtualKey { Id = KeyId.New(now.AddSeconds(1)), Name = "b", CreatedAt = now.AddSeconds(1) };
        await store.AddAsync(full, "hash1", Token);
        await store.AddAsync(bare, "hash2", Token);

        var keys = await new SqlVirtualKeyStore(test.Open()).ListAsync(Token);

        Assert.Equal(["hash1", "hash2"], keys.Select(key => key.SecretHash));
        Assert.Equivalent(full, keys[0].Key, strict: true);
        Assert.Equivalent(bare, keys[1].Key, strict: true);
    }

    [Fact]
    public async Task A_revoked_key_stays_revoked_at_its_first_time()
    {
        await using var test = new TestDatabase();
        var store = new SqlVirtualKeyStore(test.Database);
        var now = test.Time.GetUtcNow();
        var key = new VirtualKey { Id = KeyId.New(now), Name = "a", CreatedAt = now };
        await store.AddAsync(key, "hash", Token);

        Assert.True(await store.RevokeAsync(key.Id, now.AddMinutes(1), Token));
        Assert.True(await store.RevokeAsync(key.Id, now.AddMinutes(2), Token));
        Assert.False(await store.RevokeAsync(new KeyId("key_none"), now, Token));

        var revoked = Assert.Single(await store.ListAsync(Token)).Key;
        Assert.Equal(now.AddMinutes(1), revoked.RevokedAt);
        Assert.False(revoked.IsLive(now.AddMinutes(1)));
    }

    [Fact]
    public async Task Two_keys_never_share_a_secret()
    {
        await using var test = new TestDatabase();
        var store = new SqlVirtualKeyStore(test.Database);
        await store.AddAsync(new VirtualKey { Id = new KeyId("key_1"), Name = "a", CreatedAt = test.Time.GetUtcNow() }, "hash", Token);

        await Assert.ThrowsAsync<LedgerUnavailableException>(
            () => store.AddAsync(new VirtualKey { Id = new KeyId("key_2"), Name = "b", CreatedAt = test.Time.GetUtcNow() }, "hash", Token));
        Assert.Equal(2, new[] { KeySecret.New(), KeySecret.New() }.Select(KeySecret.Hash).Distinct().Count());
    }
}
