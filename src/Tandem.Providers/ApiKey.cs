namespace Tandem.Providers;

/// <summary>A provider's key. It prints as <c>***</c>; only the code that sets the header calls <see cref="Reveal"/>.</summary>
public sealed class ApiKey(string value)
{
    public string Reveal() => value;

    public override string ToString() => "***";
}
