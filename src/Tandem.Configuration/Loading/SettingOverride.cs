namespace Tandem.Configuration.Loading;

/// <summary>A value from the command line: the strongest source.</summary>
/// <param name="Key">The key's path, such as <c>routing.policy</c>.</param>
/// <param name="Value">Text; a list or map in YAML's flow form.</param>
/// <param name="Option">How the user wrote it: <c>--policy</c>.</param>
public sealed record SettingOverride(string Key, string Value, string Option);
