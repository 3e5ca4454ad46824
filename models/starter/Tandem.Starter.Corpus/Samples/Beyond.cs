namespace Tandem.Starter.Corpus.Samples;

/// <summary>Requests that the model must not answer, read from families/beyond.txt; every fourth is held out.</summary>
internal sealed class Beyond
{
    private readonly Dictionary<string, string[]> train = [];
    private readonly Dictionary<string, string[]> heldOut = [];

    /// <summary>Tasks put aside for decisions while the model is made.</summary>
    public string[] Development { get; }

    public Beyond(string path)
    {
        var section = "";
        var lines = new Dictionary<string, List<string>>();
        foreach (var line in File.ReadLines(path))
        {
            if (line.StartsWith("# ", StringComparison.Ordinal)) lines[section = line[2..]] = [];
            else if (line.Length > 0) lines[section].Add(line);
        }

        Development = [.. lines["tasks"].Where((_, i) => i % 16 == 5)];
        foreach (var (name, all) in lines)
        {
            train[name] = [.. all.Where((_, i) => i % 4 != 3 && !(name == "tasks" && i % 16 == 5))];
            heldOut[name] = [.. all.Where((_, i) => i % 4 == 3)];
        }
    }

    public string[] Section(string name, bool held) => held ? heldOut[name] : train[name];
}
