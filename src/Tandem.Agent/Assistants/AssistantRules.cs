using Tandem.Agent.Turns;
using Tandem.Providers.Chat;

namespace Tandem.Agent.Assistants;

/// <summary>An assistant's instructions in front of an agent's session.</summary>
public sealed class AssistantRules(Assistant assistant) : IRulesSource
{
    public Task<Rules> ReadAsync(int maxCharacters, CancellationToken cancellationToken)
    {
        var text = AssistantPrompt.System(assistant with { Knowledge = [] }, [], [], []).OfType<TextPart>().Select(part => part.Text);
        return Task.FromResult(new Rules($"# You are the assistant '{assistant.Name}'\n{string.Join('\n', text)}\n", [], IsUntrusted: assistant.Origin == AssistantOrigin.Project));
    }
}
