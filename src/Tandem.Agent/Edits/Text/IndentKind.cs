namespace Tandem.Agent.Edits.Text;

internal enum IndentKind
{
    None,
    Tabs,
    Spaces,
    Mixed,
}
