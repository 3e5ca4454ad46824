using Tandem.Pipeline.Errors;

namespace Tandem.Engine.Models;

/// <summary>The user named a model that is not configured.</summary>
internal static class UnknownModel
{
    public static RequestException Named(string name, IReadOnlyCollection<string> known) => new(
        ErrorKind.Invalid,
        known.Count == 0 ? $"There is no model '{name}': none is configured. Run 'tandem init'." : $"There is no model '{name}'. Configured models: {string.Join(", ", known)}.");
}
