using System.Text.Json;
using System.Text.RegularExpressions;
using Tandem.Agent.Assistants;
using Tandem.Agent.Evaluators;
using Tandem.Agent.Verification;
using Tandem.Providers.Chat;

namespace Tandem.Agent.Tests.Evaluators;

public sealed class EvaluatorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Ist das richtig so? Ich habe die Datei gelesen und sie ist leer.", "de")]
    [InlineData("This is what you have to do when the file is empty.", "en")]
    [InlineData("C'est ce que vous devez faire quand le fichier est vide.", "fr")]
    [InlineData("Esto es lo que tienes que hacer cuando el archivo está vacío.", "es")]
    [InlineData("これはテストです。", "ja")]
    [InlineData("Это проверка языка.", "ru")]
    [InlineData("ok", null)]
    public void Tells_the_language(string text, string? language) => Assert.Equal(language, LanguageGuess.Of(text, out _));

    [Fact]
    public async Task Refuses_another_language_than_the_question()
    {
        var evaluator = new LanguageEvaluator([]);

        Assert.Equal(Verdict.Fail, await JudgeAsync(evaluator, "You should have a look at the file that is in the folder.", "Was soll ich mit der Datei machen, die hier ist?"));
        Assert.Equal(Verdict.Pass, await JudgeAsync(evaluator, "Schau dir die Datei an, die in dem Ordner ist.", "Was soll ich mit der Datei machen, die hier ist?"));
    }

    [Fact]
    public async Task Refuses_prose_that_is_too_hard()
    {
        const string Hard = "Notwithstanding considerable methodological heterogeneity, contemporary investigations demonstrate unequivocally that institutional administrative "
            + "infrastructure necessitates comprehensive organisational transformation, particularly concerning interdepartmental communication and accountability mechanisms throughout.";
        const string Easy = "Look at the dog. It runs to the tree. The tree is big. The dog sits down. It looks up. A cat sits there. The cat does not move. The dog waits. What will it do?";

        Assert.Equal(Verdict.Fail, await JudgeAsync(new ReadingLevelEvaluator(8), $"{Hard} {Hard}"));
        Assert.Equal(Verdict.Pass, await JudgeAsync(new ReadingLevelEvaluator(8), Easy));
    }

    [Fact]
    public async Task Finds_forbidden_words_also_with_invisible_letters_in_them()
    {
        var evaluator = new ForbiddenEvaluator(["secret project", "foo"]);

        Assert.Equal(Verdict.Fail, await JudgeAsync(evaluator, "The Secret\n Project is on."));
        Assert.Equal(Verdict.Fail, await JudgeAsync(evaluator, "the f\u200Boo"));
        Assert.Equal(Verdict.Pass, await JudgeAsync(evaluator, "food"));
    }

    [Fact]
    public async Task A_hostile_regular_expression_ends_and_is_an_error_of_the_evaluator()
    {
        var evaluator = new PatternEvaluator(new Regex("^(a+)+$", RegexOptions.None, PatternEvaluator.Timeout), mustMatch: true, says: null);

        Assert.Equal(Verdict.Error, await JudgeAsync(evaluator, new string('a', 40) + "!"));
        Assert.Equal(Verdict.Pass, await JudgeAsync(evaluator, "aaa"));
        Assert.Equal(Verdict.Fail, await JudgeAsync(evaluator, "b"));
    }

    [Theory]
    [InlineData("""{"name":"x","tags":["a"]}""", Verdict.Pass)]
    [InlineData("```json\n{\"name\":\"x\",\"tags\":[]}\n```", Verdict.Pass)]
    [InlineData("""Here: {"name":"x","tags":[]}""", Verdict.Fail)]
    [InlineData("""{"name":"","tags":[]}""", Verdict.Fail)]
    [InlineData("""{"name":"x","tags":["a","a"]}""", Verdict.Fail)]
    [InlineData("""{"name":"x","tags":[1]}""", Verdict.Fail)]
    [InlineData("""{"name":"x"}""", Verdict.Fail)]
    [InlineData("""{"name":"x","tags":[],"more":1}""", Verdict.Fail)]
    public async Task Holds_json_against_its_schema(string answer, Verdict verdict)
    {
        using var schema = JsonDocument.Parse("""
            {"type":"object","required":["name","tags"],"additionalProperties":false,
             "properties":{"name":{"type":"string","minLength":1},"tags":{"type":"array","uniqueItems":true,"items":{"$ref":"#/$defs/tag"}}},
             "$defs":{"tag":{"type":"string"}}}
            """);

        Assert.Equal(verdict, await JudgeAsync(new JsonSchemaEvaluator(schema.RootElement.Clone()), answer));
    }

    [Theory]
    [InlineData("```csharp\nint Add(int a, int b) => a + b;\n```", Verdict.Pass)]
    [InlineData("```csharp\nConsole.WriteLine(new List<int> { 1 }.Sum());\n```", Verdict.Pass)]
    [InlineData("```csharp\nclass A { public string Name => 5; }\n```", Verdict.Fail)]
    [InlineData("```csharp\nint Add(int a, int b) { return a + ; }\n```", Verdict.Fail)]
    [InlineData("```json\n{\"a\": }\n```", Verdict.Fail)]
    [InlineData("```xml\n<a><b></a>\n```", Verdict.Fail)]
    [InlineData("```python\nprint((1 + 2)\n```", Verdict.Fail)]
    [InlineData("```python\nprint('it\\'s fine') # (\n```", Verdict.Pass)]
    [InlineData("```rust\nfn f<'a>(x: &'a str) -> &'a str { x }\n```", Verdict.Pass)]
    [InlineData("```text\nint x = (\n```", Verdict.Pass)]
    public async Task Compiles_what_it_can(string answer, Verdict verdict) => Assert.Equal(verdict, await JudgeAsync(new CodeCompilesEvaluator([]), answer));

    [Theory]
    [InlineData("The port is 4747 (docs/a.md:3).", Verdict.Pass)]
    [InlineData("The port is 4747 (docs/a.md:2-4).", Verdict.Pass)]
    [InlineData("The port is 4747 (docs/a.md:9).", Verdict.Fail)]
    [InlineData("The port is 4747 (docs/b.md:3).", Verdict.Fail)]
    [InlineData("The port is 4747.", Verdict.Fail)]
    [InlineData("The documents do not answer this.", Verdict.Pass)]
    public async Task Wants_citations_of_what_was_given(string answer, Verdict verdict)
    {
        var draft = Draft(answer, "Which port?") with { Sources = [new KnowledgePassage("docs/a.md", 1, 5, "text", 1)] };

        Assert.Equal(verdict, (await new MustCiteEvaluator(everyParagraph: false).JudgeAsync(draft, Token)).Verdict);
    }

    private static async Task<Verdict> JudgeAsync(IEvaluator evaluator, string answer, string question = "?") => (await evaluator.JudgeAsync(Draft(answer, question), Token)).Verdict;

    private static Draft Draft(string answer, string question) => new() { Text = answer, Author = "llama", Conversation = [ChatMessage.User(question)] };
}
