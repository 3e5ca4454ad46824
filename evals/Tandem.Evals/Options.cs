using System.Globalization;

namespace Tandem.Evals;

/// <summary>Command-line options of an evaluation: a name, then one or more values.</summary>
internal sealed class Options
{
    private readonly Dictionary<string, List<string>> _values = new(StringComparer.Ordinal);

    private Options()
    {
    }

    /// <returns>Null where an argument is not one of the names, or stands before the first.</returns>
    public static Options? Parse(IReadOnlyList<string> arguments, params string[] names)
    {
        var options = new Options();
        List<string>? current = null;
        foreach (var argument in arguments)
        {
            if (argument.StartsWith("--", StringComparison.Ordinal))
            {
                if (!names.Contains(argument)) return null;
                options._values[argument] = current = [];
            }
            else if (current is null)
            {
                return null;
            }
            else
            {
                current.Add(argument);
            }
        }
        return options;
    }

    public IReadOnlyList<string> All(string name) => _values.GetValueOrDefault(name) ?? [];

    public string? One(string name) => All(name) is [var value, ..] ? value : null;

    public int Number(string name) => int.TryParse(One(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0;
}
