using Tandem.Routing.Features;

namespace Tandem.Routing.Tests.Features;

public sealed class TaskClassifierTests
{
    [Theory]
    [InlineData("write a commit message for this diff", TaskKind.CommitMessage)]
    [InlineData("Translate this README to German", TaskKind.Translate)]
    [InlineData("summarize the following log", TaskKind.Summarise)]
    [InlineData("please review my pull request", TaskKind.Review)]
    [InlineData("write unit tests for the parser", TaskKind.Test)]
    [InlineData("the build fails with CS0246, fix it", TaskKind.Fix)]
    [InlineData("rename this variable", TaskKind.Edit)]
    [InlineData("explain what a monad is", TaskKind.Explain)]
    [InlineData("write a function that reverses a string", TaskKind.CodeGeneration)]
    [InlineData("good morning", TaskKind.Chat)]
    public void Words_tell_the_task(string text, TaskKind expected) => Assert.Equal(expected, TaskClassifier.Classify(text));
}
