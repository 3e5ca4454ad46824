using System.Text;
using Tandem.Configuration.Yaml;

namespace Tandem.Configuration.Editing;

/// <summary>Where the sections of a configuration's text begin and end, so that one can be changed and every other byte stays.</summary>
/// <remarks>A section ends behind its last line with content: comments and blank lines before the next key belong to that key.</remarks>
internal sealed class SectionText
{
    private readonly string[] _lines;
    private readonly SourceMap _root;
    private readonly string _newLine;

    private SectionText(string text, SourceMap root)
    {
        _newLine = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        _lines = text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        _root = root;
    }

    /// <exception cref="ConfigurationException">The text is no configuration that could be changed.</exception>
    public static SectionText Read(string text, string file)
    {
        var errors = new ErrorList();
        var root = YamlReader.Read(text, file, errors) as SourceMap;
        errors.ThrowIfAny();
        return root is not null
            ? new SectionText(text, root)
            : throw Refused(file, 1, "", "the file must hold 'key: value' lines", "begin it with 'version: 1'");
    }

    /// <summary>The entries of a section in block style; null = the section is not there.</summary>
    /// <exception cref="ConfigurationException">It is written in braces, which is not changed automatically.</exception>
    public IReadOnlyList<SourceEntry>? Entries(string key, string file)
    {
        if (Find(_root.Entries, key) is not { } section)
            return null;
        if (section.Value is SourceScalar { Kind: ScalarKind.Null })
            return [];
        return section.Value is SourceMap map && _lines[map.Line - 1].ElementAtOrDefault(map.Column - 1) != '{'
            ? map.Entries
            : throw Refused(file, section.Key.Line, key, $"'{key}' is written in braces", "write one entry a line, or change it by hand");
    }

    /// <summary>The text with a line behind the last entry of a section, which is made where it is missing.</summary>
    public string Append(string key, IReadOnlyList<SourceEntry>? entries, string entry)
    {
        if (entries is null)
            return Join([.. _lines, "", $"{key}:", "  " + entry]);
        var section = Find(_root.Entries, key)!;
        var indent = entries.Count > 0 ? new string(' ', entries[0].Key.Column - 1) : "  ";
        var end = End(section);
        return Join([.. _lines[..end], indent + entry, .. _lines[end..]]);
    }

    /// <summary>The text without an entry of a section.</summary>
    public string Remove(string key, IReadOnlyList<SourceEntry> entries, SourceEntry entry)
    {
        var place = entries.ToList().IndexOf(entry);
        var end = place + 1 < entries.Count ? LastContent(entries[place + 1].Key.Line - 1) : End(Find(_root.Entries, key)!);
        return Join([.. _lines[..(entry.Key.Line - 1)], .. _lines[end..]]);
    }

    /// <summary>The text with a whole section written anew; without lines it is removed.</summary>
    public string Replace(string key, IReadOnlyList<string> lines)
    {
        IReadOnlyList<string> written = lines.Count == 0 ? [] : [$"{key}:", .. lines];
        if (Find(_root.Entries, key) is not { } section)
            return lines.Count == 0 ? Join(_lines) : Join([.. _lines, "", .. written]);
        return Join([.. _lines[..(section.Key.Line - 1)], .. written, .. _lines[End(section)..]]);
    }

    public static ConfigurationException Refused(string file, int line, string key, string problem, string cure) =>
        new([new ConfigurationError(file, line, 1, key, problem, cure)]);

    private static SourceEntry? Find(IReadOnlyList<SourceEntry> entries, string key) => entries.FirstOrDefault(entry => entry.Key.Text == key);

    /// <summary>Number of lines up to the section's last one with content.</summary>
    private int End(SourceEntry section)
    {
        var next = _root.Entries.Where(entry => entry.Key.Line > section.Key.Line).Select(entry => entry.Key.Line).DefaultIfEmpty(_lines.Length + 1).Min();
        return LastContent(next - 1);
    }

    /// <summary>Number of lines up to the last one with content among the first <paramref name="count"/>.</summary>
    private int LastContent(int count)
    {
        while (count > 0 && _lines[count - 1].TrimStart() is "" or ['#', ..])
            count--;
        return count;
    }

    private string Join(IReadOnlyList<string> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
            text.Append(line).Append(_newLine);
        return text.ToString();
    }
}
