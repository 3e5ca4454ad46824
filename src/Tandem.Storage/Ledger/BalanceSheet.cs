using Tandem.Storage.Databases;

namespace Tandem.Storage.Ledger;

/// <summary>The balances that a transaction touches: each row is locked and read once, and written once at the end, however many requests are in it.</summary>
/// <remarks>
/// The lock makes check and reservation one: nobody else moves a balance between its read here and the commit. The statement that writes it says so once
/// more, by changing only the balance that was checked. What was read is kept for the next transaction where the database says that nobody else wrote.
/// </remarks>
/// <param name="rowLock">What makes a SELECT hold its row to the transaction's end; empty where the transaction holds the whole database.</param>
internal sealed class BalanceSheet(Statements statements, string rowLock)
{
    private readonly string _read = Read + rowLock;
    private readonly Dictionary<BalanceKey, Balance> _balances = [];
    private readonly Dictionary<BalanceKey, Balance> _stored = [];
    private readonly List<(BalanceKey Key, Balance Before)> _moves = [];
    private long? _version;

    /// <summary>Balances that are kept from one transaction to the next.</summary>
    private const int MaxKept = 10_000;

    private const string Read = "SELECT spent, reserved FROM account_balance WHERE account = @account AND period = @period AND period_start = @start";

    /// <summary>Begins the next transaction.</summary>
    /// <param name="version">See <see cref="IDatabaseEngine.ReadVersionAsync"/>.</param>
    public void Begin(long? version)
    {
        if (version is null || version != _version || _balances.Count > MaxKept)
        {
            _balances.Clear();
            _stored.Clear();
        }

        _version = version;
    }

    /// <summary>A place to come back to with <see cref="UndoTo"/>.</summary>
    public int Mark => _moves.Count;

    public static async ValueTask<Balance> ReadAsync(Statements statements, BalanceKey key) => await ReadAsync(statements, Read, key) ?? default;

    public ValueTask<Balance> GetAsync(BalanceKey key) => _balances.TryGetValue(key, out var balance) ? new(balance) : LockAsync(key);

    public void Set(BalanceKey key, Balance balance)
    {
        _moves.Add((key, _balances[key]));
        _balances[key] = balance;
    }

    public void UndoTo(int mark)
    {
        for (var at = _moves.Count - 1; at >= mark; at--) _balances[_moves[at].Key] = _moves[at].Before;
        _moves.RemoveRange(mark, _moves.Count - mark);
    }

    /// <summary>Writes what changed.</summary>
    public async ValueTask WriteAsync()
    {
        foreach (var key in _moves.Select(move => move.Key).ToHashSet())
        {
            var (balance, before) = (_balances[key], _stored[key]);
            if (before == balance) continue;
            var changed = await statements.ExecuteAsync(
                """
                UPDATE account_balance SET spent = @spent, reserved = @reserved
                WHERE account = @account AND period = @period AND period_start = @start AND spent = @spent_before AND reserved = @reserved_before
                """,
                ("@spent", balance.Spent), ("@reserved", balance.Reserved), ("@account", key.Account), ("@period", Word.Of(key.Period)), ("@start", Rfc3339.Format(key.Start)),
                ("@spent_before", before.Spent), ("@reserved_before", before.Reserved));
            if (changed != 1) throw new InvalidOperationException($"The balance of '{key.Account}' moved while a transaction held it; nothing of the transaction is kept.");
            _stored[key] = balance;
        }

        _moves.Clear();
    }

    private async ValueTask<Balance> LockAsync(BalanceKey key)
    {
        var balance = await ReadAsync(statements, _read, key);
        if (balance is null)
        {
            // The row comes first, so that there is something to lock: another instance may begin the same period now.
            await statements.ExecuteAsync(
                "INSERT INTO account_balance (account, period, period_start, spent, reserved) VALUES (@account, @period, @start, 0, 0) ON CONFLICT DO NOTHING",
                ("@account", key.Account), ("@period", Word.Of(key.Period)), ("@start", Rfc3339.Format(key.Start)));
            balance = await ReadAsync(statements, _read, key);
        }

        return _balances[key] = _stored[key] = balance!.Value;
    }

    private static async ValueTask<Balance?> ReadAsync(Statements statements, string sql, BalanceKey key)
    {
        var rows = await statements.ListAsync(
            sql,
            static row => new Balance(row.Number(0), row.Number(1)),
            ("@account", key.Account), ("@period", Word.Of(key.Period)), ("@start", Rfc3339.Format(key.Start)));
        return rows.Count == 0 ? null : rows[0];
    }
}
