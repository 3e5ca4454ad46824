using Tandem.Starter.Corpus.Families;

namespace Tandem.Starter.Corpus.Phrasing;

/// <summary>
/// Sentences around a task. {do} and {does} are the description with its verb in base form or third person, {noun} a noun
/// phrase for the task; {L} and {I} are the two places for the language ("Python " and " in Python"), {N} the place for a name.
/// </summary>
internal static class Frames
{
    public static readonly string[] Function =
    [
        "write a {L}function{N} that {does}{I}", "write a {L}function{N} that {does}{I}", "write a {L}function{N} which {does}{I}",
        "write a {L}function{N} to {do}{I}", "write {L}code that {does}{I}", "write {L}code to {do}{I}", "write a {L}program that {does}{I}",
        "write a {L}method{N} that {does}{I}", "give me a {L}function{N} that {does}{I}", "give me {L}code to {do}{I}",
        "I need a {L}function{N} that {does}{I}", "I need a {L}function{N} to {do}{I}", "create a {L}function{N} that {does}{I}",
        "implement a {L}function{N} that {does}{I}", "implement a {L}function{N} to {do}{I}", "make a {L}function{N} that {does}{I}",
        "can you write a {L}function{N} that {does}{I}?", "could you write a {L}function{N} to {do}{I}?", "can you {do}{I}?",
        "a {L}function{N} that {does}{I}", "{L}function{N} that {does}", "function{N} that {does}{I}", "{L}function to {do}",
        "{L}function{N} to {do}{I}", "how do I {do}{I}?", "how can I {do}{I}?", "how to {do}{I}", "how would you {do}{I}?", "show me how to {do}{I}",
        "I want to {do}{I}", "I want a {L}function{N} that {does}{I}", "help me {do}{I}", "{do}{I}", "{do}{I}", "write a {L}snippet to {do}{I}",
        "generate a {L}function{N} that {does}{I}", "write me a {L}function{N} that {does}{I}", "what is a {L}function that {does}{I}?",
        "in need of a {L}function{N} that {does}{I}", "code a {L}function{N} that {does}{I}", "{L}method to {do}{I}",
    ];

    public static readonly string[] FunctionHeldOut =
    [
        "define a {L}function{N} that {does}{I}", "I am looking for a {L}function{N} that {does}{I}", "what's the best way to {do}{I}?",
        "I'd like a {L}function{N} which {does}{I}", "need {L}code to {do}{I}", "develop a {L}function{N} to {do}{I}", "what code would {do}{I}?",
        "show me a {L}function{N} that {does}{I}", "provide a {L}method{N} which {does}{I}",
    ];

    public static readonly string[] Noun =
    [
        "{noun}{I}", "{L}{noun}", "write a {noun} function{N}{I}", "implement {noun}{I}", "code for {noun}{I}", "{noun} function{N}{I}",
        "give me a {noun}{I}", "write {noun}{I}", "{L}code for {noun}", "how do I write a {noun}{I}?", "a {noun}{I}", "{noun} {L}",
    ];

    public static readonly string[] Class =
    [
        "{do}{I}", "{do}{I}", "can you {do}{I}?", "how do I {do}{I}?", "I want to {do}{I}", "show me how to {do}{I}", "write code to {do}{I}",
        "help me {do}{I}", "how to {do}{I}", "I need you to {do}{I}",
    ];

    public static readonly string[] ClassHeldOut = ["could you {do} for me{I}?", "how would one {do}{I}?"];

    public static (string[] Train, string[] HeldOut) Snippet(FamilyKind kind) => kind switch
    {
        FamilyKind.Sql => (
        [
            "write a SQL query to {do}", "SQL query to {do}", "SQL to {do}", "how do I {do} in SQL?", "how can I {do} with SQL?", "{do} in SQL",
            "write SQL that {does}", "give me the SQL to {do}", "SQL query that {does}", "SQL: {do}", "write a query to {do} in SQL", "SQL statement to {do}",
        ], ["I need a SQL query that {does}", "what SQL statement {does}?", "show me SQL to {do}"]),
        FamilyKind.Regex => (
        [
            "regex to {do}", "write a regex to {do}", "regular expression to {do}", "regex that {does}", "give me a regex that {does}",
            "how do I {do} with a regex?", "{do} with a regular expression", "write a regular expression that {does}", "{do} with regex", "regex: {do}",
        ], ["what regex {does}?", "I need a regular expression to {do}"]),
        FamilyKind.Git => (
        [
            "git command to {do}", "how do I {do} in git?", "how can I {do} with git?", "{do} in git", "git: {do}", "how to {do} with git",
            "what is the git command to {do}?", "{do} with git", "git {do}", "how do I {do} using git?",
        ], ["which git command lets me {do}?", "show me how to {do} in git"]),
        _ => (
        [
            "bash command to {do}", "how do I {do} in bash?", "shell command to {do}", "linux command to {do}", "{do} in the terminal", "{do} in bash",
            "how to {do} on the command line", "how can I {do} on linux?", "bash: {do}", "{do} in the shell", "what is the command to {do}?",
        ], ["which shell command can {do}?", "show me how to {do} in bash"]),
    };

    public static readonly string[] Polite = ["please ", "please ", "hi, ", "hey, ", "ok, ", "hello, please "];

    public static readonly string[] Closing = [" please", ", please", " thanks", ", thanks"];

    public static readonly string[] NamePlaces = [" called {0}", " named {0}", " called {0}", " named {0}", " {0}", " with the name {0}", " called `{0}`", " named \"{0}\""];

    public static readonly string[] NameEndings = [", call it {0}", ". Call it {0}", ", name it {0}", ". Name it {0}", ". The function should be called {0}", " and call it {0}"];

    public static string[] Spellings(TargetLanguage language) => language switch
    {
        TargetLanguage.Python => ["Python", "Python", "Python", "python", "python", "python", "py", "Python 3", "python3"],
        TargetLanguage.JavaScript => ["JavaScript", "JavaScript", "javascript", "javascript", "Javascript", "JS", "js", "node", "Node.js"],
        TargetLanguage.TypeScript => ["TypeScript", "TypeScript", "typescript", "typescript", "Typescript", "TS", "ts"],
        _ => ["C#", "C#", "C#", "C#", "c#", "c#", "csharp", "CSharp", ".NET", "C# / .NET", "C sharp"],
    };
}
