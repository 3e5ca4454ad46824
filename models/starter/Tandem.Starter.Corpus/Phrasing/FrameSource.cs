using Tandem.Starter.Corpus.Families;

namespace Tandem.Starter.Corpus.Phrasing;

/// <summary>
/// Draws the sentence around a wording for training: one of the fixed frames, or one put together from parts. The many
/// sentences teach the model that only the wording counts. None of the held-out frames can come out.
/// </summary>
internal sealed class FrameSource(Random random)
{
    private static readonly string[] Openings =
    [
        "write", "write", "write me", "create", "make", "make me", "build", "generate", "give me", "implement", "code", "produce", "design", "compose",
        "draft", "construct", "prepare", "put together", "I want", "I need", "we need", "can you write", "could you write", "can you give me",
        "could you make", "would you write", "how do I write", "how would I write", "how can I create", "help me write", "I have to write", "let's write",
        "suggest", "is there", "do you have", "what is", "send me", "my task is to write", "the exercise asks for", "I am trying to write",
        "show an example of", "what does it take to write", "", "", "",
    ];

    private static readonly string[] Qualities = ["", "", "", "", "", "simple ", "short ", "small ", "basic ", "quick ", "little ", "clean ", "working "];

    private static readonly string[] Things =
    [
        "function", "function", "function", "function", "method", "method", "routine", "program", "script", "snippet", "procedure", "helper function", "utility function",
        "piece of code",
    ];

    private static readonly string[] Links =
    [
        "that {does}", "that {does}", "that {does}", "which {does}", "to {do}", "to {do}", "for {doing}", "that can {do}", "that will {do}", "able to {do}",
        "that should {do}", "whose job is to {do}", "so that I can {do}", "with which I can {do}", "in order to {do}",
    ];

    private static readonly string[] Deeds =
    [
        "is there a way to {do}{I}?", "any idea how to {do}{I}?", "what is an easy way to {do}{I}?", "what is a simple way to {do}{I}?", "I have to {do}{I}",
        "I must {do}{I}", "I need to {do}{I}", "I am trying to {do}{I}", "trying to {do}{I}", "my task is to {do}{I}", "the task is to {do}{I}", "task: {do}{I}",
        "exercise: {do}{I}", "goal: {do}{I}", "let's {do}{I}", "could you {do}{I}?", "would you {do}{I}?", "is it possible to {do}{I}?", "do you know how to {do}{I}?",
        "tell me how to {do}{I}", "explain how to {do}{I}", "teach me to {do}{I}", "an example of how to {do}{I}", "{L}code to {do}", "a way to {do}{I}",
        "{L}code for {doing}", "I need help {doing}{I}", "{doing}{I}", "{L}example of {doing}", "{L}: {do}", "{do}{I}", "{do}{I}", "how to {do}{I}?", "how do you {do}{I}?",
        "how should I {do}{I}?", "what do I write to {do}{I}?", "some {L}code that {does}", "some code which {does}{I}", "which function {does}{I}?",
    ];

    private static readonly string[] Sql =
    [
        "query that {does}", "query: {do}", "how would I {do} in a database?", "with SQL, {do}", "using SQL, how do I {do}?", "I want to {do} in SQL",
        "can you {do} in SQL?", "SQL for {doing}", "{do} (SQL)", "sql {do}", "write a statement that {does}", "create a SQL query to {do}", "a query for {doing}",
    ];

    private static readonly string[] Regex =
    [
        "pattern to {do}", "a regex for {doing}", "regexp to {do}", "create a regex that {does}", "I want to {do} with a regex", "can you {do} with a regex?",
        "{do} (regex)", "regex {do}", "make a regular expression that {does}", "how can a regex {do}?", "write a pattern that {does}", "regular expression for {doing}",
    ];

    private static readonly string[] Git =
    [
        "I want to {do} in git", "can I {do} with git?", "in git, {do}", "using git, how do I {do}?", "git command for {doing}", "{do} (git)", "how can I {do}?",
        "how do I {do}?", "git: how to {do}", "what git command {does}?", "command to {do} in git", "is there a git command to {do}?", "tell me how to {do} in git",
    ];

    private static readonly string[] Shell =
    [
        "I want to {do} in bash", "can I {do} in the terminal?", "in bash, {do}", "using bash, how do I {do}?", "command for {doing}", "{do} (bash)", "how can I {do} in the shell?",
        "how do I {do} on linux?", "terminal command to {do}", "what command {does}?", "unix command to {do}", "is there a command to {do}?", "tell me how to {do} in bash",
    ];

    public string Next()
    {
        var chance = random.NextDouble();
        if (chance < 0.35) return Pick(Frames.Function);
        if (chance < 0.6) return Pick(Deeds);
        var opening = Pick(Openings);
        return $"{opening}{(opening.Length > 0 ? " " : "")}a {Pick(Qualities)}{{L}}{Pick(Things)}{{N}} {Pick(Links)}{{I}}";
    }

    /// <summary>The sentence around the wording of a query, a pattern or a command.</summary>
    public string NextSnippet(FamilyKind kind) => random.NextDouble() < 0.6 ? Pick(Frames.Snippet(kind).Train) : Pick(kind switch
    {
        FamilyKind.Sql => Sql,
        FamilyKind.Regex => Regex,
        FamilyKind.Git => Git,
        _ => Shell,
    });

    private string Pick(string[] from) => from[random.Next(from.Length)];
}
