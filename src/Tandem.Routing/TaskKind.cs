namespace Tandem.Routing;

/// <summary>What the user wants done. Doors that know it say so; otherwise it is read from the text.</summary>
public enum TaskKind
{
    Chat,
    CodeGeneration,
    Explain,
    Edit,
    Fix,
    Test,
    Review,
    CommitMessage,
    Completion,
    Plan,
    Summarise,
    Translate,
}
