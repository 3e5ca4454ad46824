using Tandem.Pipeline.Ledger;

namespace Tandem.Storage.Tests.Ledger;

public abstract class IdempotencyTests(StoreKind store)
{
    private static readonly IdempotencyKey Key = new("order-7", new string('1', 64));

    [Fact]
    public async Task The_same_key_and_body_names_the_first_request_and_reserves_nothing()
    {
        await using var under = LedgerUnderTest.On(store);
        var first = Given.Reservation(100) with { Idempotency = Key };
        await under.ReserveAsync(first);

        var again = Assert.IsType<ReservationResult.Repeated>(await under.ReserveAsync(Given.Reservation(100) with { Idempotency = Key }));

        Assert.Equal(first.Request, again.Original);
        Assert.Equal(1, (await under.AssertCleanAsync()).Entries);
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused()
    {
        await using var under = LedgerUnderTest.On(store);
        await under.ReserveAsync(Given.Reservation(100) with { Idempotency = Key });

        var other = Given.Reservation(100) with { Idempotency = Key with { BodyHash = new string('2', 64) } };

        Assert.IsType<ReservationResult.KeyReused>(await under.ReserveAsync(other));
    }

    [Fact]
    public async Task Another_owners_key_is_another_key()
    {
        await using var under = LedgerUnderTest.On(store);
        await under.ReserveAsync(Given.Reservation(100) with { Idempotency = Key });

        Assert.IsType<ReservationResult.Reserved>(await under.ReserveAsync(Given.Reservation(100) with { Idempotency = Key, Owner = "user:bob" }));
    }

    [Fact]
    public async Task A_key_stays_with_its_request_after_it_was_resolved()
    {
        await using var under = LedgerUnderTest.On(store);
        var first = Given.Reservation(100) with { Idempotency = Key };
        await under.ReserveAsync(first);
        await under.ResolveAsync(Given.Resolution(first.Request, costs: 5));

        Assert.IsType<ReservationResult.Repeated>(await under.ReserveAsync(Given.Reservation(100) with { Idempotency = Key }));
    }

    [Fact]
    public async Task Many_at_once_with_one_key_are_one_request()
    {
        await using var under = LedgerUnderTest.On(store);

        var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => under.ReserveAsync(Given.Reservation(100) with { Idempotency = Key })));

        Assert.Single(results.OfType<ReservationResult.Reserved>());
        Assert.Equal(39, results.OfType<ReservationResult.Repeated>().Count());
    }
}

public sealed class IdempotencyTestsOnSqlite() : IdempotencyTests(StoreKind.Sqlite);

public sealed class IdempotencyTestsOnPostgres() : IdempotencyTests(StoreKind.Postgres);
