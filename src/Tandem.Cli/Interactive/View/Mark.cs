namespace Tandem.Cli.Interactive.View;

/// <summary>What a line is about, in front of it.</summary>
internal enum Mark
{
    User,
    Decision,
    Tool,
    Edit,
    Good,
    Bad,
    Warning,
    Escalation,
    Open,
    Active,
    Note,
}
