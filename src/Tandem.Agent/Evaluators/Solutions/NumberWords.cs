namespace Tandem.Agent.Evaluators.Solutions;

/// <summary>Whole numbers from 0 to 9,999 as words, without blanks and hyphens, so that a text without them can be searched.</summary>
internal static class NumberWords
{
    private static readonly string[] EnglishOnes =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"];

    private static readonly string[] EnglishTens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    private static readonly string[] GermanOnes =
        ["null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf", "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn"];

    private static readonly string[] GermanTens = ["", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"];

    /// <summary>Every way in which the number is written in words here; empty outside the range.</summary>
    public static IReadOnlyList<string> Of(int number) =>
        number is < 0 or > 9_999 ? [] : [English(number, ""), English(number, "and"), German(number), German(number).Replace("ein", "eine", StringComparison.Ordinal)];

    private static string English(int number, string and) => number switch
    {
        < 20 => EnglishOnes[number],
        < 100 => EnglishTens[number / 10] + (number % 10 == 0 ? "" : EnglishOnes[number % 10]),
        < 1_000 => EnglishOnes[number / 100] + "hundred" + (number % 100 == 0 ? "" : and + English(number % 100, and)),
        _ => EnglishOnes[number / 1_000] + "thousand" + (number % 1_000 == 0 ? "" : English(number % 1_000, and)),
    };

    private static string German(int number) => number switch
    {
        < 20 => GermanOnes[number],
        < 100 => (number % 10 == 0 ? "" : (number % 10 == 1 ? "ein" : GermanOnes[number % 10]) + "und") + GermanTens[number / 10],
        < 1_000 => (number / 100 == 1 ? "ein" : GermanOnes[number / 100]) + "hundert" + (number % 100 == 0 ? "" : German(number % 100)),
        _ => (number / 1_000 == 1 ? "ein" : GermanOnes[number / 1_000]) + "tausend" + (number % 1_000 == 0 ? "" : German(number % 1_000)),
    };
}
