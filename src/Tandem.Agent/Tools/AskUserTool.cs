using System.ComponentModel;
using System.Text.Json;

namespace Tandem.Agent.Tools;

/// <summary>Asks the person.</summary>
internal sealed class AskUserTool(IQuestions? questions) : Tool<AskUserArguments>("ask_user", ToolAccess.Conversation, ToolJson.Default.AskUserArguments)
{
    protected override PreparedCall Prepare(AskUserArguments arguments, JsonElement raw) =>
        new(Act($"ask: {arguments.Question}"), async (_, token) =>
        {
            if (questions is null)
                return ToolResult.Error("Nobody is there to answer. Decide by yourself, take the careful way, and say in your last answer what you assumed.");
            var answer = await questions.AskAsync(arguments.Question, arguments.Choices ?? [], token);
            return answer is null ? ToolResult.Error("The user does not want to answer.") : ToolResult.Of(answer);
        });
}

/// <summary>Arguments of <see cref="AskUserTool"/>.</summary>
internal sealed record AskUserArguments(string Question, [property: Description("Answers to choose from.")] IReadOnlyList<string>? Choices = null);
