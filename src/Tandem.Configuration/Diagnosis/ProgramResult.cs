namespace Tandem.Configuration.Diagnosis;

/// <param name="FirstLine">First line of the output, or of the errors where there is none.</param>
public sealed record ProgramResult(int ExitCode, string FirstLine);
