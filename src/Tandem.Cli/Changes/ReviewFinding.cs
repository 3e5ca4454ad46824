namespace Tandem.Cli.Changes;

/// <summary>Something that a review found, at a line of the change.</summary>
/// <param name="Severity"><c>error · warning · note</c>.</param>
internal sealed record ReviewFinding(string Path, int Line, string Severity, string Message);
