namespace Tandem.Agent.Tools;

/// <summary>Asks the person what the model wants to know.</summary>
public interface IQuestions
{
    /// <param name="choices">Answers that the model proposes; may be empty.</param>
    /// <returns>The answer; null = the person does not want to say.</returns>
    Task<string?> AskAsync(string question, IReadOnlyList<string> choices, CancellationToken cancellationToken);
}
