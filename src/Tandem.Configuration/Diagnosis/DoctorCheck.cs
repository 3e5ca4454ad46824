namespace Tandem.Configuration.Diagnosis;

/// <summary>One finding of <c>doctor</c>.</summary>
/// <param name="Name">What was checked: <c>model llama</c>, <c>git</c>.</param>
/// <param name="Message">What was found; never a key.</param>
/// <param name="Cure">What to do; null where nothing is to be done.</param>
public sealed record DoctorCheck(string Name, CheckStatus Status, string Message, string? Cure = null)
{
    public static DoctorCheck Ok(string name, string message) => new(name, CheckStatus.Ok, message);

    public static DoctorCheck Warn(string name, string message, string cure) => new(name, CheckStatus.Warn, message, cure);

    public static DoctorCheck Fail(string name, string message, string cure) => new(name, CheckStatus.Fail, message, cure);
}
