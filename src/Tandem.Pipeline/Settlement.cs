using System.Security.Cryptography;
using System.Text;
using Tandem.Pipeline.Attempts;
using Tandem.Pipeline.Errors;
using Tandem.Pipeline.Ledger;
using Tandem.Pipeline.Models;
using Tandem.Pipeline.Planning;
using Tandem.Providers;
using Tandem.Providers.Chat;
using Tandem.Routing.Prices;

namespace Tandem.Pipeline;

/// <summary>Ends every reservation exactly once, whatever becomes of the request.</summary>
internal sealed class Settlement(ILedger ledger, TimeProvider time)
{
    /// <summary>Pauses between tries of an ambiguous write: it carries the request's id, so that a repetition is no second charge.</summary>
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1)];

    public Open Begin(RequestPlan plan) => new(this, plan);

    private async Task ResolveAsync(Resolution resolution)
    {
        for (var tries = 0; ; tries++)
            try
            {
                await ledger.ResolveAsync(resolution, CancellationToken.None); // Billing cannot be cancelled.
                return;
            }
            catch (LedgerUnavailableException) when (tries < Pauses.Length)
            {
                await Task.Delay(Pauses[tries], time, CancellationToken.None);
            }
    }

    /// <summary>One request's open reservation. Used by one iterator, so not thread-safe.</summary>
    internal sealed class Open(Settlement settlement, RequestPlan plan)
    {
        private readonly List<AttemptEntry> _attempts = [];
        private readonly SortedSet<string> _dropped = new(StringComparer.Ordinal);
        private readonly StringBuilder? _answer = plan.Call.KeptPrompt is null ? null : new StringBuilder();
        private AttemptMeter? _current;
        private bool _settled;

        public AttemptMeter Attempt(PooledModel model, int number) =>
            _current = new AttemptMeter(model, plan.Call.Request, number, MaxOutputTokens(model), settlement.Time);

        public int MaxOutputTokens(PooledModel model) =>
            Math.Min(plan.Call.Request.Outline.MaxOutputTokens ?? model.Options.MaxOutputTokens, model.Options.MaxOutputTokens);

        public void Drop(string field) => _dropped.Add(field);

        public void Keep(in RelayFrame frame)
        {
            if (frame.Event is TextEvent { Text: var text })
                _answer?.Append(text);
        }

        /// <summary>The attempt failed before anything was relayed; the request goes on.</summary>
        public void EndAttempt(UpstreamException failure)
        {
            _attempts.Add(_current!.End(AttemptState.Failed, wasSent: false, failure));
            _current = null;
        }

        /// <summary>Commits a whole answer.</summary>
        /// <exception cref="RequestException">The ledger could not be written: the answer is not shown as complete.</exception>
        public async Task<Receipt> CompleteAsync()
        {
            _attempts.Add(_current!.End(AttemptState.Complete, wasSent: true));
            _current = null;
            try
            {
                return await SettleAsync(RequestState.Complete, error: null);
            }
            catch (LedgerUnavailableException unavailable)
            {
                throw new RequestException(ErrorKind.Failed, unavailable.Message, unavailable);
            }
        }

        /// <summary>Commits what came of an answer that broke off.</summary>
        public Task<Receipt> BreakAsync(UpstreamException failure)
        {
            _attempts.Add(_current!.End(AttemptState.Incomplete, wasSent: true, failure));
            _current = null;
            return SettleAsync(RequestState.Incomplete, Words(failure.Error));
        }

        /// <summary>Releases the reservation after the last failed attempt, and gives the error back to be thrown.</summary>
        public async Task<RequestException> FailAsync(RequestException error)
        {
            await SettleAsync(RequestState.Failed, error.Code ?? error.Kind.ToString());
            return error;
        }

        /// <summary>Runs in the request's finaliser: whoever left, was cancelled or threw, what was spent is recorded.</summary>
        public async Task AbandonIfOpenAsync()
        {
            if (_settled)
                return;
            if (_current is { } meter)
                _attempts.Add(meter.End(AttemptState.Cancelled, wasSent: true));
            var receipt = await SettleAsync(RequestState.Cancelled, error: null);
            plan.Call.OnAbandoned?.Invoke(receipt);
        }

        private async Task<Receipt> SettleAsync(RequestState state, string? error)
        {
            _settled = true;
            var answer = _answer is { Length: > 0 } ? _answer.ToString() : null;
            await settlement.ResolveAsync(new Resolution
            {
                Request = plan.Call.Id,
                Time = settlement.Time.GetUtcNow(),
                State = state,
                Attempts = _attempts,
                AnswerHash = answer is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(answer))),
                Answer = answer,
                Error = error,
            });
            return Receipt(state);
        }

        private Receipt Receipt(RequestState state) => new()
        {
            Request = plan.Call.Id,
            Decision = plan.Decision.DecisionId,
            Model = state is RequestState.Complete or RequestState.Incomplete ? _attempts[^1].Model : null,
            State = state,
            Usage = _attempts.Aggregate(default(TokenUsage), (sum, attempt) => new TokenUsage
            {
                InputTokens = sum.InputTokens + attempt.Usage.InputTokens,
                CachedInputTokens = sum.CachedInputTokens + attempt.Usage.CachedInputTokens,
                CacheWriteTokens = sum.CacheWriteTokens + attempt.Usage.CacheWriteTokens,
                OutputTokens = sum.OutputTokens + attempt.Usage.OutputTokens,
                ReasoningTokens = sum.ReasoningTokens + attempt.Usage.ReasoningTokens,
                Estimated = sum.Estimated || attempt.Usage.Estimated,
            }),
            Cost = _attempts.Aggregate(NanoUsd.Zero, (sum, attempt) => sum + attempt.Cost),
            Attempts = _attempts.Count,
            Dropped = [.. _dropped],
        };

        private static string Words(UpstreamError error) => error.ToString();
    }

    private TimeProvider Time => time;
}
