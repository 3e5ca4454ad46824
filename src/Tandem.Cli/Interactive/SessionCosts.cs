using System.Globalization;
using Tandem.Agent.Turns;
using Tandem.Cli.Interactive.View;

namespace Tandem.Cli.Interactive;

/// <summary>What the conversation came to, by model. Safe for concurrent use.</summary>
internal sealed class SessionCosts
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Sum> _sums = [];

    public void Add(StepCosted step)
    {
        lock (_gate)
        {
            var sum = _sums.GetValueOrDefault(step.Model ?? "no model") ?? new Sum(0, 0, 0, 0, 0);
            _sums[step.Model ?? "no model"] = new Sum(
                sum.Steps + 1, sum.Input + step.InputTokens, sum.Cached + step.CachedInputTokens, sum.Output + step.OutputTokens, sum.Usd + step.CostUsd);
        }
    }

    /// <summary>A line for each model, and one for all where there are several.</summary>
    public IReadOnlyList<string> Rows
    {
        get
        {
            lock (_gate)
            {
                var rows = _sums.OrderByDescending(one => one.Value.Usd).ThenBy(one => one.Key, StringComparer.Ordinal).Select(one => Row(one.Key, one.Value)).ToList();
                if (_sums.Count > 1)
                    rows.Add($"together: {EventLines.Usd(_sums.Values.Sum(sum => sum.Usd))}");
                return rows;
            }
        }
    }

    public void Clear()
    {
        lock (_gate) _sums.Clear();
    }

    private static string Row(string model, Sum sum) => string.Create(
        CultureInfo.InvariantCulture,
        $"{model}: {sum.Steps} {(sum.Steps == 1 ? "step" : "steps")}, {sum.Input:#,0} tokens in ({sum.Cached:#,0} from cache), {sum.Output:#,0} out, {EventLines.Usd(sum.Usd)}");

    private sealed record Sum(int Steps, long Input, long Cached, long Output, decimal Usd);
}
