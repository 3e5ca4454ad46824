namespace Tandem.Egress.Secrets;

/// <summary>Whether a match looks like a secret and not like a name, a placeholder or a piece of code.</summary>
internal static class SecretShape
{
    private static readonly string[] Placeholders =
    [
        "example", "changeme", "change_me", "placeholder", "your_", "your-", "yourpassword", "xxxx", "****", "....", "dummy", "redacted", "<", "${", "{{", "%(", "$(",
        "process.env", "os.environ", "getenv", "undefined", "localhost",
    ];

    public static bool Fits(SecretRule rule, ReadOnlySpan<char> secret)
    {
        if (secret.Length == 0 || secret.StartsWith("[REDACTED:")) return false; // Its own placeholder is not found again.
        if (rule.Digit && !(secret.ContainsAnyInRange('0', '9') && HasLetter(secret))) return false;
        if (rule.Entropy > 0 && Entropy(secret) < rule.Entropy) return false;
        return !rule.Generic || !IsPlaceholder(secret);
    }

    /// <summary>Shannon entropy of the characters, in bits a character.</summary>
    internal static double Entropy(ReadOnlySpan<char> text)
    {
        Span<int> counts = stackalloc int[128];
        foreach (var character in text) counts[character & 127]++;
        var entropy = 0.0;
        foreach (var count in counts)
        {
            if (count == 0) continue;
            var share = (double)count / text.Length;
            entropy -= share * Math.Log2(share);
        }

        return entropy;
    }

    private static bool HasLetter(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (char.IsAsciiLetter(character)) return true;
        }

        return false;
    }

    private static bool IsPlaceholder(ReadOnlySpan<char> secret)
    {
        foreach (var placeholder in Placeholders)
        {
            if (secret.Contains(placeholder, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return secret.Contains("://", StringComparison.Ordinal) || secret.Contains("()", StringComparison.Ordinal);
    }
}
