using System.Text.Json;
using Tandem.Providers.Chat;

namespace Tandem.Agent.Tools;

/// <summary>Something a model can call.</summary>
/// <remarks>Safe for concurrent use. Arguments arrive complete, valid JSON and matching the schema's outermost shape; nothing is repaired on the way.</remarks>
public interface ITool
{
    /// <summary>Name, description (the <c>.md</c> beside the tool) and JSON Schema of the arguments, as the model sees them.</summary>
    ToolDefinition Definition { get; }

    ToolAccess Access { get; }

    /// <summary>Reads the arguments and says exactly what the call would do, without doing it: what is approved is the object that runs.</summary>
    /// <exception cref="ToolArgumentsException">The arguments do not fit; the model is told and can correct itself.</exception>
    PreparedCall Prepare(JsonElement arguments);
}
