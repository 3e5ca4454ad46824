namespace Tandem.Storage.Ledger;

/// <summary>A table whose rows follow from the entries: written from them, and proved against them.</summary>
/// <param name="Columns">After the key, which is always <c>writer_id, seq, line</c>.</param>
internal sealed record DerivedTable(string Name, IReadOnlyList<string> Columns, Func<LedgerEntry, IReadOnlyList<object?[]>> RowsOf)
{
    private string? _insertUnlessThere;

    /// <summary>The columns' parameters.</summary>
    public IReadOnlyList<string> Names { get; } = [.. Columns.Select(column => "@" + column)];

    public string Insert { get; } =
        $"INSERT INTO {Name} (writer_id, seq, line, {string.Join(", ", Columns)}) VALUES (@writer, @seq, @line, {string.Join(", ", Columns.Select(c => "@" + c))})";

    /// <summary>For rows that another process may have put there.</summary>
    public string InsertUnlessThere => _insertUnlessThere ??= Insert + " ON CONFLICT DO NOTHING";

    public string SelectAll { get; } = $"SELECT writer_id, seq, line, {string.Join(", ", Columns)} FROM {Name} ORDER BY writer_id, seq, line";

    public static readonly IReadOnlyList<DerivedTable> All =
    [
        new("ledger_request", ["request_id", "decision_id", "owner", "workspace", "session_id", "time", "choice", "idempotency_key", "body_hash"], Requests),
        new(
            "ledger_attempt",
            [
                "attempt_id", "request_id", "number", "model", "started_at", "day", "state", "input_tokens", "cached_input_tokens",
                "cache_write_tokens", "output_tokens", "reasoning_tokens", "estimated", "cost_nano_usd",
            ],
            Attempts),
        new("ledger_outcome", ["decision_id", "kind", "time", "value"], Outcomes),
    ];

    private static IReadOnlyList<object?[]> Requests(LedgerEntry entry)
    {
        if (entry.Reservation is not { } r) return [];
        var d = r.Decision;
        return [[entry.RequestId, d.DecisionId.Value, r.Owner, r.Workspace, d.SessionId?.Value, Rfc3339.Format(entry.Time), d.Choice, r.IdempotencyKey, r.BodyHash]];
    }

    private static IReadOnlyList<object?[]> Attempts(LedgerEntry entry) =>
    [
        .. (entry.Resolution?.Attempts ?? []).Select(a => new object?[]
        {
            a.AttemptId, entry.RequestId, (long)a.Number, a.Model, Rfc3339.Format(a.StartedAt), Rfc3339.Format(Periods.DayOf(a.StartedAt)), a.State,
            a.InputTokens, a.CachedInputTokens, a.CacheWriteTokens, a.OutputTokens, a.ReasoningTokens, a.Estimated ? 1L : 0L, a.CostNanoUsd,
        }),
    ];

    private static IReadOnlyList<object?[]> Outcomes(LedgerEntry entry) =>
        entry.Outcome is { } o ? [[o.DecisionId, o.Kind, Rfc3339.Format(entry.Time), o.Value]] : [];
}
