using System.Text;

namespace Tandem.Cli.Interactive.Keys;

/// <summary>The keys that control sequences stand for.</summary>
internal static class KeySequence
{
    /// <param name="final">The sequence's last byte.</param>
    /// <param name="parameters">What stands between <c>CSI</c> and the last byte.</param>
    public static Key Of(byte final, ReadOnlySpan<byte> parameters)
    {
        Span<int> numbers = stackalloc int[4];
        if (!TryParse(parameters, numbers))
            return new Key(KeyKind.Unknown);
        var modifiers = Held(numbers[1]);
        return final switch
        {
            (byte)'A' => new Key(KeyKind.Up, "", modifiers),
            (byte)'B' => new Key(KeyKind.Down, "", modifiers),
            (byte)'C' => new Key(KeyKind.Right, "", modifiers),
            (byte)'D' => new Key(KeyKind.Left, "", modifiers),
            (byte)'H' => new Key(KeyKind.Home, "", modifiers),
            (byte)'F' => new Key(KeyKind.End, "", modifiers),
            (byte)'M' when parameters.IsEmpty => new Key(KeyKind.Enter), // The keypad's.
            (byte)'Z' => new Key(KeyKind.Tab, "", KeyModifiers.Shift),
            (byte)'u' => OfCode(numbers[0], modifiers),
            (byte)'~' when numbers[0] == 27 => OfCode(numbers[2], modifiers),
            (byte)'~' => new Key(Tilde(numbers[0]), "", modifiers),
            _ => new Key(KeyKind.Unknown),
        };
    }

    private static KeyKind Tilde(int number) => number switch
    {
        1 or 7 => KeyKind.Home,
        3 => KeyKind.Delete,
        4 or 8 => KeyKind.End,
        5 => KeyKind.PageUp,
        6 => KeyKind.PageDown,
        200 => KeyKind.Paste,
        _ => KeyKind.Unknown,
    };

    private static Key OfCode(int code, KeyModifiers modifiers) => code switch
    {
        13 => new Key(KeyKind.Enter, "", modifiers),
        9 => new Key(KeyKind.Tab, "", modifiers),
        27 => new Key(KeyKind.Escape, "", modifiers),
        8 or 127 => new Key(KeyKind.Backspace, "", modifiers),
        >= 32 when Rune.IsValid(code) => new Key(KeyKind.Text, new Rune(code).ToString(), modifiers),
        _ => new Key(KeyKind.Unknown),
    };

    private static KeyModifiers Held(int parameter) => parameter > 1 ? (KeyModifiers)((parameter - 1) & 7) : KeyModifiers.None;

    private static bool TryParse(ReadOnlySpan<byte> parameters, Span<int> numbers)
    {
        numbers.Clear();
        var place = 0;
        var isSub = false; // kitty gives sub-parameters behind colons; the first counts.
        foreach (var unit in parameters)
            switch (unit)
            {
                case >= (byte)'0' and <= (byte)'9' when !isSub && place < numbers.Length:
                    numbers[place] = Math.Min(numbers[place] * 10 + (unit - '0'), 0x110000);
                    break;
                case >= (byte)'0' and <= (byte)'9':
                    break;
                case (byte)':':
                    isSub = true;
                    break;
                case (byte)';':
                    place++;
                    isSub = false;
                    break;
                default:
                    return false;
            }

        return true;
    }
}
