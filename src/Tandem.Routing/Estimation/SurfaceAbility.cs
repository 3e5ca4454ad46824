using System.Globalization;
using System.Text.RegularExpressions;

namespace Tandem.Routing.Estimation;

/// <summary>A model's strength in [0, 1] from what its configuration shows.</summary>
internal static partial class SurfaceAbility
{
    private const double Unknown = 0.75;

    public static double Of(ModelProfile model, TaskKind task)
    {
        if (model.Capability.TryGetValue(task == TaskKind.Chat ? "chat" : "coding", out var configured))
            return configured;
        if (model.Capability.Count > 0)
            return model.Capability.Values.Average();
        if (Parameters(model.UpstreamName) is { } billions)
            return Math.Clamp(0.42 + 0.1 * Math.Log2(billions), 0.2, 0.95); // 1B: 0.42, 8B: 0.72, 70B: 0.95.
        return model.Price.Output > 0 ? Math.Clamp(0.82 + 0.06 * Math.Log10((double)model.Price.Output), 0.6, 1) : Unknown;
    }

    /// <summary>The size in the name (<c>llama3.3:70b</c>, <c>qwen2.5-coder-1.5b</c>), in billions, or null.</summary>
    private static double? Parameters(string name) =>
        SizeInName().Match(name) is { Success: true } match
            ? double.Parse(match.Groups[1].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture)
            : null;

    [GeneratedRegex(@"(?:^|[^a-z0-9.])(\d{1,4}(?:\.\d{1,2})?)b(?:$|[^a-z0-9])", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex SizeInName();
}
