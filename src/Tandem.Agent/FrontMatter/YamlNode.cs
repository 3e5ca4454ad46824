namespace Tandem.Agent.FrontMatter;

/// <summary>A part of a YAML text with its line in the file, from 1.</summary>
internal abstract record YamlNode(int Line);

/// <param name="IsPlain">Written without quotes, so that it may mean null, a flag or a number.</param>
internal sealed record YamlScalar(int Line, string Text, bool IsPlain) : YamlNode(Line)
{
    public bool IsNull => IsPlain && Text is "" or "~" or "null";
}

internal sealed record YamlList(int Line, IReadOnlyList<YamlNode> Items) : YamlNode(Line);

/// <summary>Keys are unique, in the order of the text.</summary>
internal sealed record YamlMap(int Line, IReadOnlyList<KeyValuePair<string, YamlNode>> Entries) : YamlNode(Line)
{
    public YamlNode? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key).Value;
}
