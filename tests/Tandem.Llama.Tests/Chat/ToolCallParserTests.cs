using Microsoft.Extensions.AI;
using Tandem.Llama.Chat;

namespace Tandem.Llama.Tests.Chat;

public sealed class ToolCallParserTests
{
    private const string Call = "<tool_call>\n{\"name\": \"f\", \"arguments\": {\"a\": 1}}\n</tool_call>";

    [Theory]
    [InlineData("Just text < tool", "Just text < tool", 0)]
    [InlineData("I look." + Call, "I look.", 1)]
    [InlineData(Call + "\n" + Call, "", 2)]
    [InlineData("a<tool_call>\n{\"name\": \"f\", \"argum", "a", 0)]
    [InlineData("x <tool_call>nonsense</tool_call> y", "x  y", 0)]
    public void Text_and_calls_come_apart_however_the_pieces_are_cut(string answer, string text, int calls)
    {
        for (var size = 1; size < 12; size++)
        {
            var number = 0;
            var parser = new ToolCallParser(() => $"call_{++number}");
            var contents = answer.Chunk(size).SelectMany(chunk => parser.Add(new string(chunk), isLast: false)).ToList();
            contents.AddRange(parser.Add("", isLast: true));
            Assert.Equal(text, string.Concat(contents.OfType<TextContent>().Select(content => content.Text)));
            Assert.Equal(calls, contents.OfType<FunctionCallContent>().Count());
            Assert.Equal(calls > 0, parser.FoundCall);
        }
    }
}
