using System.Globalization;
using Tandem.Agent.Permissions;

namespace Tandem.Cli.Interactive.View;

/// <summary>The line below the input: mode, model, how full the context is, what it cost.</summary>
internal sealed class SessionStatus(Func<string, string> zoneOf, Func<string, int?> contextOf)
{
    public Func<string, string> ZoneOf => zoneOf;

    public string Line(SessionState? state, SessionFigures figures, string hint, Look look)
    {
        var parts = new List<string>();
        if (state?.Agent is { } agent)
        {
            var mode = agent.Mode.ToString().ToLowerInvariant();
            parts.Add(agent.Mode switch
            {
                PermissionMode.Plan => look.Paint(look.Palette.Accent, "plan: nothing is changed"),
                PermissionMode.Auto => look.Paint(look.Palette.Warning, mode),
                _ => look.Quiet(mode),
            });
            if (agent.Assistant is { } assistant)
                parts.Add(look.Quiet(assistant));
            parts.Add(look.Quiet(agent.Model ?? (agent.Policy is { } policy ? $"auto:{policy}" : "auto")));
        }

        if (figures.Model is { } model && figures.ContextTokens > 0)
            parts.Add(look.Quiet(Context(figures.ContextTokens, contextOf(model))));
        if (figures.Model is not null)
            parts.Add(look.Quiet(EventLines.Usd(figures.SessionUsd)));
        if (hint.Length > 0)
            parts.Add(look.Paint(look.Palette.Warning, hint));
        return string.Join(look.Quiet(look.Dot), parts);
    }

    private static string Context(long tokens, int? limit)
    {
        var used = tokens < 1_000 ? string.Create(CultureInfo.InvariantCulture, $"{tokens} tokens") : string.Create(CultureInfo.InvariantCulture, $"{tokens / 1000.0:0.#}k tokens");
        return limit is > 0 ? used + string.Create(CultureInfo.InvariantCulture, $" ({tokens * 100.0 / limit.Value:0} %)") : used;
    }
}
