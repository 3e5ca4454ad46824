namespace Tandem.Configuration.Diagnosis;

/// <summary>How a check of <c>doctor</c> went; the worst counts for the whole.</summary>
public enum CheckStatus
{
    Ok,

    /// <summary>Tandem works, but something is missing or probably not meant.</summary>
    Warn,

    /// <summary>Something that is configured does not work.</summary>
    Fail,
}
