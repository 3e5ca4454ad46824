namespace Tandem.Agent.Tools;

/// <summary>Agents that the model may give a part of its work to.</summary>
public interface ISubAgents
{
    /// <summary>Name and what each is good for.</summary>
    IReadOnlyDictionary<string, string> Known { get; }

    /// <summary>Runs one to its end; its last answer is the result. Limits, labels and permissions of the session hold for it too.</summary>
    /// <param name="name">One of <see cref="Known"/>.</param>
    Task<ToolResult> RunAsync(string name, string task, ToolScope scope, CancellationToken cancellationToken);
}
