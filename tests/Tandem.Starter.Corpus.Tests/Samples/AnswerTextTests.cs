using Tandem.Starter.Corpus.Samples;

namespace Tandem.Starter.Corpus.Tests.Samples;

public sealed class AnswerTextTests
{
    [Fact]
    public void The_code_of_an_answer_is_its_first_fenced_block() =>
        Assert.Equal("a\nb", AnswerText.CodeOf("```python\na\nb\n```\nWhy it works.\n```x\nc\n```"));

    [Theory]
    [InlineData("I am not sure.")]
    [InlineData("```python\nnever closed")]
    public void An_answer_without_a_closed_block_has_no_code(string answer) => Assert.Null(AnswerText.CodeOf(answer));
}
