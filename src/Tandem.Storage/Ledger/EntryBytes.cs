using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Tandem.Pipeline.Ledger;

namespace Tandem.Storage.Ledger;

/// <summary>Writes entries as <see cref="LedgerJson"/> does, byte for byte, into one buffer that it uses again: two entries a request are written, and nothing of them is to stay.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class EntryBytes : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new(4_096);
    private readonly Utf8JsonWriter _json;

    public EntryBytes() => _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true });

    /// <returns>Valid until the next call.</returns>
    public ReadOnlyMemory<byte> Write(LedgerEntry entry)
    {
        _buffer.ResetWrittenCount();
        _json.Reset(_buffer);
        _json.WriteStartObject();
        _json.WriteNumber("v"u8, entry.V);
        _json.WriteString("writer"u8, entry.Writer);
        _json.WriteNumber("seq"u8, entry.Seq);
        _json.WriteString("prev"u8, entry.Prev);
        _json.WriteString("kind"u8, entry.Kind);
        _json.WriteString("request_id"u8, entry.RequestId);
        Time("time"u8, entry.Time);
        Time("recorded_at"u8, entry.RecordedAt);
        _json.WriteStartArray("postings"u8);
        foreach (var posting in entry.Postings) Write(posting);
        _json.WriteEndArray();
        Object("reservation"u8, entry.Reservation, Write);
        Object("resolution"u8, entry.Resolution, Write);
        Object("outcome"u8, entry.Outcome, Write);
        _json.WriteEndObject();
        _json.Flush();
        return _buffer.WrittenMemory;
    }

    public void Dispose() => _json.Dispose();

    private void Write(Posting posting)
    {
        _json.WriteStartObject();
        _json.WriteString("account"u8, posting.Account);
        _json.WriteString("side"u8, posting.Side);
        Day("day"u8, posting.Day);
        _json.WriteNumber("nano_usd"u8, posting.NanoUsd);
        _json.WriteEndObject();
    }

    private void Write(ReservationFacts facts)
    {
        _json.WriteString("owner"u8, facts.Owner);
        _json.WriteString("workspace"u8, facts.Workspace);
        _json.WriteString("door"u8, facts.Door);
        _json.WriteNumber("ceiling_nano_usd"u8, facts.CeilingNanoUsd);
        Time("expires_at"u8, facts.ExpiresAt);
        _json.WriteStartArray("budgets"u8);
        foreach (var budget in facts.Budgets) Write(budget);
        _json.WriteEndArray();
        _json.WriteString("data_class"u8, facts.DataClass);
        _json.WriteString("class_rule"u8, facts.ClassRule);
        _json.WriteString("price_version"u8, facts.PriceVersion);
        _json.WriteString("prompt_hash"u8, facts.PromptHash);
        _json.WriteString("idempotency_key"u8, facts.IdempotencyKey);
        _json.WriteString("body_hash"u8, facts.BodyHash);
        Object("decision"u8, facts.Decision, Write);
    }

    private void Write(BudgetFacts budget)
    {
        _json.WriteStartObject();
        _json.WriteString("account"u8, budget.Account);
        _json.WriteString("period"u8, budget.Period);
        Day("period_start"u8, budget.PeriodStart);
        _json.WriteBoolean("hard"u8, budget.Hard);
        _json.WriteNumber("limit_nano_usd"u8, budget.LimitNanoUsd);
        _json.WriteNumber("spent_nano_usd"u8, budget.SpentNanoUsd);
        _json.WriteNumber("reserved_nano_usd"u8, budget.ReservedNanoUsd);
        _json.WriteEndObject();
    }

    private void Write(DecisionEntry decision)
    {
        _json.WriteString("decision_id"u8, decision.DecisionId.Value);
        _json.WriteString("request_id"u8, decision.RequestId.Value);
        _json.WriteString("session_id"u8, decision.SessionId?.Value);
        Time("time"u8, decision.Time);
        _json.WriteString("boundary"u8, decision.Boundary);
        _json.WriteString("task"u8, decision.Task);
        _json.WriteString("policy"u8, decision.Policy);
        _json.WriteString("policy_version"u8, decision.PolicyVersion);
        _json.WriteString("choice"u8, decision.Choice);
        _json.WriteNumber("propensity"u8, decision.Propensity);
        _json.WriteBoolean("explored"u8, decision.Explored);
        _json.WriteString("reason"u8, decision.Reason);
        _json.WriteStartArray("candidates"u8);
        foreach (var candidate in decision.Candidates) Write(candidate);
        _json.WriteEndArray();
        _json.WriteNumber("price_ceiling_usd"u8, decision.PriceCeilingUsd);
    }

    private void Write(CandidateEntry candidate)
    {
        _json.WriteStartObject();
        _json.WriteString("model"u8, candidate.Model);
        _json.WriteBoolean("eligible"u8, candidate.Eligible);
        _json.WriteString("excluded_by"u8, candidate.ExcludedBy);
        _json.WriteNumber("p_success"u8, candidate.PSuccess);
        _json.WriteNumber("p_low"u8, candidate.PLow);
        _json.WriteNumber("p_high"u8, candidate.PHigh);
        _json.WriteNumber("cost_usd"u8, candidate.CostUsd);
        _json.WriteNumber("latency_ms"u8, candidate.LatencyMs);
        _json.WriteEndObject();
    }

    private void Write(ResolutionFacts facts)
    {
        _json.WriteString("state"u8, facts.State);
        _json.WriteNumber("cost_nano_usd"u8, facts.CostNanoUsd);
        _json.WriteStartArray("attempts"u8);
        foreach (var attempt in facts.Attempts) Write(attempt);
        _json.WriteEndArray();
        _json.WriteString("answer_hash"u8, facts.AnswerHash);
        _json.WriteString("error"u8, facts.Error);
    }

    private void Write(AttemptFacts attempt)
    {
        _json.WriteStartObject();
        _json.WriteString("attempt_id"u8, attempt.AttemptId);
        _json.WriteNumber("number"u8, attempt.Number);
        _json.WriteString("model"u8, attempt.Model);
        _json.WriteString("upstream"u8, attempt.Upstream);
        _json.WriteString("zone"u8, attempt.Zone);
        Time("started_at"u8, attempt.StartedAt);
        if (attempt.FirstTokenMs is { } first) _json.WriteNumber("first_token_ms"u8, first);
        else _json.WriteNull("first_token_ms"u8);
        _json.WriteNumber("duration_ms"u8, attempt.DurationMs);
        _json.WriteString("state"u8, attempt.State);
        _json.WriteString("error"u8, attempt.Error);
        if (attempt.Status is { } status) _json.WriteNumber("status"u8, status);
        else _json.WriteNull("status"u8);
        _json.WriteNumber("input_tokens"u8, attempt.InputTokens);
        _json.WriteNumber("cached_input_tokens"u8, attempt.CachedInputTokens);
        _json.WriteNumber("cache_write_tokens"u8, attempt.CacheWriteTokens);
        _json.WriteNumber("output_tokens"u8, attempt.OutputTokens);
        _json.WriteNumber("reasoning_tokens"u8, attempt.ReasoningTokens);
        _json.WriteBoolean("estimated"u8, attempt.Estimated);
        _json.WriteNumber("cost_nano_usd"u8, attempt.CostNanoUsd);
        _json.WriteEndObject();
    }

    private void Write(OutcomeFacts outcome)
    {
        _json.WriteString("decision_id"u8, outcome.DecisionId);
        _json.WriteString("kind"u8, outcome.Kind);
        _json.WriteNumber("value"u8, outcome.Value);
        _json.WriteString("evidence"u8, outcome.Evidence);
    }

    private void Object<T>(ReadOnlySpan<byte> name, T? value, Action<T> write)
        where T : class
    {
        if (value is null)
        {
            _json.WriteNull(name);
            return;
        }

        _json.WriteStartObject(name);
        write(value);
        _json.WriteEndObject();
    }

    private void Time(ReadOnlySpan<byte> name, DateTimeOffset time)
    {
        Span<char> text = stackalloc char[32];
        time.UtcDateTime.TryFormat(text, out var length, "O", CultureInfo.InvariantCulture);
        _json.WriteString(name, text[..length]);
    }

    private void Day(ReadOnlySpan<byte> name, DateOnly day)
    {
        Span<char> text = stackalloc char[16];
        day.TryFormat(text, out var length, "O", CultureInfo.InvariantCulture);
        _json.WriteString(name, text[..length]);
    }
}
