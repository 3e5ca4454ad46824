using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tandem.Agent.Tools;

/// <summary>The model's list of steps, which the person sees.</summary>
internal sealed class TodoTool() : Tool<TodoArguments>("todo", ToolAccess.Conversation, ToolJson.Default.TodoArguments)
{
    private const int MaxItems = 50;

    protected override PreparedCall Prepare(TodoArguments arguments, JsonElement raw)
    {
        if (arguments.Items.Count > MaxItems)
            throw new ToolArgumentsException($"At most {MaxItems} items.");
        var list = string.Join('\n', arguments.Items.Select(item => $"{Mark(item.State)} {item.Text}"));
        return new PreparedCall(Act($"{arguments.Items.Count(item => item.State == TodoState.Done)} of {arguments.Items.Count} steps done") with { Detail = list }, (_, _) => Task.FromResult(ToolResult.Of(list)));
    }

    private static string Mark(TodoState state) => state switch { TodoState.Done => "[x]", TodoState.Doing => "[>]", _ => "[ ]" };
}

/// <summary>Arguments of <see cref="TodoTool"/>.</summary>
internal sealed record TodoArguments([property: Description("The whole list, each time.")] IReadOnlyList<TodoItem> Items);

/// <summary>One step.</summary>
internal sealed record TodoItem(string Text, TodoState State);

/// <summary>How far a step is.</summary>
internal enum TodoState
{
    [JsonStringEnumMemberName("open")]
    Open,

    [JsonStringEnumMemberName("doing")]
    Doing,

    [JsonStringEnumMemberName("done")]
    Done,
}
