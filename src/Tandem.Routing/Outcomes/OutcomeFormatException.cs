namespace Tandem.Routing.Outcomes;

/// <summary>A line of an outcome file cannot be used; the message names the line and the cure.</summary>
public sealed class OutcomeFormatException(string source, int line, string problem, Exception? inner = null)
    : Exception($"{source}, line {line}: {problem}", inner)
{
    public int Line => line;
}
