namespace Tandem.Configuration;

/// <summary>The configuration is refused as a whole (<c>invalid</c>, exit code 2). All errors that were found are in it, in the order of the files.</summary>
public sealed class ConfigurationException(IReadOnlyList<ConfigurationError> errors) : Exception(Join(errors))
{
    public IReadOnlyList<ConfigurationError> Errors { get; } = errors;

    private static string Join(IReadOnlyList<ConfigurationError> errors) => string.Join('\n', errors);
}
