using Tandem.Routing;

namespace Tandem.Agent.Assistants;

/// <summary>A usable model, as far as an assistant's pool goes.</summary>
public sealed record AssistantModel(string Name, Zone Zone);
