namespace Tandem.Routing.Decisions;

/// <summary>How enum values read in messages, events and files.</summary>
public static class Words
{
    public static string Of(Zone zone) => zone == Zone.Local ? "local" : "external";

    public static string Of(DataClass dataClass) => dataClass == DataClass.Shareable ? "shareable" : "private";

    public static string Of(Capabilities capabilities) =>
        string.Join(", ", Enum.GetValues<Capabilities>().Where(one => one != Capabilities.None && capabilities.HasFlag(one)).Select(one => Kebab(one.ToString())));

    public static string Of(TaskKind task) => task == TaskKind.CodeGeneration ? "code-gen" : Kebab(task.ToString());

    public static string Of(Boundary boundary) => Kebab(boundary.ToString());

    /// <summary><c>CommitMessage</c> → <c>commit-message</c>.</summary>
    private static string Kebab(string name) =>
        string.Concat(name.Select((letter, place) => char.IsUpper(letter) ? (place > 0 ? "-" : "") + char.ToLowerInvariant(letter) : letter.ToString()));
}
