using Tandem.Configuration.Origins;
using Tandem.Configuration.Yaml;

namespace Tandem.Configuration.Settings;

/// <summary>What a source of settings is and may do.</summary>
/// <param name="File">As messages name it.</param>
/// <param name="Environment">For references; null where the source may not use any.</param>
internal sealed record SettingSource(OriginKind Kind, string File, IReadOnlyDictionary<string, string>? Environment)
{
    public Origin At(SourceNode node) => new(Kind, Name, node.Line, node.Column);

    /// <summary>The text is not typed: a variable and an option hold text only, so a number needs no quotes to be one.</summary>
    public bool IsUntyped => Kind is OriginKind.Environment or OriginKind.CommandLine;

    private string Name => File;
}
