using System.Runtime.InteropServices;
using Tandem.Agent.Models;
using Tandem.Providers.Chat;

namespace Tandem.Agent.Turns;

/// <summary>The instructions in front of every step. The same bytes from step to step, so that prompt caches hold.</summary>
internal sealed class SystemText(string workspace)
{
    private static readonly string Base = Resource("system.md");
    private static readonly string Plan = Resource("plan.md");
    private static readonly string SearchReplace = Resource("search-replace.md");
    private static readonly string Calls = Resource("text-calls.md");

    private readonly string _base = Base
        .Replace("{workspace}", Path.GetFileName(workspace), StringComparison.Ordinal)
        .Replace("{platform}", RuntimeInformation.RuntimeIdentifier, StringComparison.Ordinal);

    public string For(ModelStyle style, IEnumerable<ToolDefinition> offered, bool isPlanning, string rules)
    {
        var parts = new List<string> { _base };
        if (isPlanning)
            parts.Add(Plan);
        else if (style.Tools != ToolStyle.Full)
            parts.Add(SearchReplace);
        if (style.Tools == ToolStyle.Text)
            parts.Add(Calls.Replace("{tools}", TextCalls.Describe(offered), StringComparison.Ordinal));
        if (rules.Length > 0)
            parts.Add(rules);
        return string.Join('\n', parts);
    }

    private static string Resource(string name)
    {
        using var stream = typeof(SystemText).Assembly.GetManifestResourceStream($"Tandem.Agent.Turns.{name}")!;
        using var text = new StreamReader(stream);
        return text.ReadToEnd();
    }
}
