namespace Tandem.Egress.Secrets;

/// <summary>Which secret each placeholder of one conversation stands for, so that an edit which a model wrote around a placeholder gets the secret back.</summary>
/// <remarks>In memory only, and never sent anywhere. Bounded; safe for concurrent use.</remarks>
public sealed class SecretPlaceholders
{
    private const int MaxSecrets = 1_000;
    private const string Prefix = "[REDACTED:";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _secrets = new(StringComparer.Ordinal);

    /// <summary>The text with every known placeholder replaced by its secret; unknown ones stay.</summary>
    public string Restore(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.Contains(Prefix, StringComparison.Ordinal)) return text;
        lock (_gate)
        {
            foreach (var (placeholder, secret) in _secrets) text = text.Replace(placeholder, secret, StringComparison.Ordinal);
        }

        return text;
    }

    internal void Add(string placeholder, string secret)
    {
        lock (_gate)
        {
            if (_secrets.Count < MaxSecrets) _secrets[placeholder] = secret;
        }
    }
}
