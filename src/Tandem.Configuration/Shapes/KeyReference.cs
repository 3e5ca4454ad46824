using System.Text;

namespace Tandem.Configuration.Shapes;

/// <summary>Writes a tree of shapes as the tables of <c>docs/configuration.md</c>.</summary>
internal static class KeyReference
{
    public static string Write(SectionShape root)
    {
        var text = new StringBuilder();
        Table(text, "", root);
        return text.ToString();
    }

    private static void Table(StringBuilder text, string path, SectionShape section)
    {
        text.Append(path.Length == 0 ? "### Top level\n\n" : $"### `{path}`\n\n").Append("| key | value | default | what it does |\n| --- | --- | --- | --- |\n");
        foreach (var key in section.Keys)
            text.Append($"| `{key.Name}`{(key.InProject ? " ᵖ" : "")} | {Value(key.Shape)} | {Default(key)} | {key.Summary} |\n");
        text.Append('\n');
        foreach (var key in section.Keys)
            if (Below(key.Shape, path.Length == 0 ? key.Name : $"{path}.{key.Name}") is var (inner, at))
                Table(text, at, inner);
    }

    private static (SectionShape Section, string Path)? Below(Shape shape, string path) => shape switch
    {
        SectionShape section => (section, path),
        NamesShape names => Below(names.Value, $"{path}.{names.Placeholder}"),
        ListShape list => Below(list.Item, $"{path}[]"),
        _ => null,
    };

    private static string Value(Shape shape) => shape switch
    {
        SectionShape => "section",
        NamesShape names => $"{names.Placeholder}: {Value(names.Value)}",
        ListShape list => $"list of {Value(list.Item)}",
        ChoiceShape choice => string.Join(", ", choice.Choices.Select(word => $"`{word}`")),
        _ => shape.Words,
    };

    private static string Default(KeyShape key) => key.Required ? "**required**" : key.Default ?? "";
}
