using System.Collections.Frozen;

namespace Tandem.Routing.Decisions;

/// <summary>How enum values read in messages, events and files.</summary>
public static class Words
{
    public static string Of(Zone zone) => zone == Zone.Local ? "local" : "external";

    public static string Of(DataClass dataClass) => dataClass == DataClass.Shareable ? "shareable" : "private";

    public static string Of(Capabilities capabilities) =>
        string.Join(", ", Enum.GetValues<Capabilities>().Where(one => one != Capabilities.None && capabilities.HasFlag(one)).Select(one => Kebab(one.ToString())));

    private static readonly FrozenDictionary<TaskKind, string> s_tasks =
        Enum.GetValues<TaskKind>().ToFrozenDictionary(task => task, task => task == TaskKind.CodeGeneration ? "code-gen" : Kebab(task.ToString()));

    private static readonly FrozenDictionary<Boundary, string> s_boundaries = Enum.GetValues<Boundary>().ToFrozenDictionary(boundary => boundary, boundary => Kebab(boundary.ToString()));

    public static string Of(TaskKind task) => s_tasks[task];

    public static string Of(Boundary boundary) => s_boundaries[boundary];

    /// <summary><c>CommitMessage</c> → <c>commit-message</c>.</summary>
    private static string Kebab(string name) =>
        string.Concat(name.Select((letter, place) => char.IsUpper(letter) ? (place > 0 ? "-" : "") + char.ToLowerInvariant(letter) : letter.ToString()));
}
