namespace Tandem.Routing.Abilities.Probing;

/// <summary>Short Python programs whose output is to be told; a twin of each, written here, says what it is.</summary>
internal static class Programs
{
    public static IEnumerable<ProbeItem> Of(Random chance)
    {
        var number = 0;
        foreach (var (rounds, difficulty) in new[] { (3, -2.5), (7, -1.0), (15, 0.2), (31, 1.3) })
        {
            var (start, step) = (chance.Next(1, 9), chance.Next(2, 7));
            var total = start;
            for (var i = 0; i < rounds; i++)
                total = total % 3 == 0 ? total + step : total + i;
            yield return Item($"total = {start}\nfor i in range({rounds}):\n    if total % 3 == 0:\n        total += {step}\n    else:\n        total += i\nprint(total)", total, difficulty);
        }

        foreach (var (length, difficulty) in new[] { (4, -1.5), (7, -0.3), (11, 0.8), (16, 1.6) })
        {
            int[] values = [.. Enumerable.Range(0, length).Select(_ => chance.Next(1, 30))];
            var text = string.Join(", ", values);
            for (var i = 0; i + 1 < length; i++)
            {
                if (values[i] > values[i + 1])
                    (values[i], values[i + 1]) = (values[i + 1], values[i]);
            }

            yield return Item($"xs = [{text}]\nfor i in range(len(xs) - 1):\n    if xs[i] > xs[i + 1]:\n        xs[i], xs[i + 1] = xs[i + 1], xs[i]\nprint(xs[0] * 100 + xs[len(xs) // 2])", values[0] * 100 + values[length / 2], difficulty);
        }

        foreach (var (n, difficulty) in new[] { (4, -1.2), (7, 0), (11, 1), (17, 1.9) })
        {
            var k = chance.Next(2, 4);
            yield return Item($"def f(n):\n    if n < {k}:\n        return n + 1\n    return f(n - 1) + f(n - {k})\nprint(f({n}))", Recursion(n, k), difficulty);
        }

        foreach (var (word, difficulty) in new[] { ("banana", -1.8), ("committee", -0.8), ("mississippi river", 0), ("the rain in spain stays mainly", 1) })
        {
            var letter = word[chance.Next(1, word.Length)];
            var count = word.Where((unit, i) => unit == letter && i % 2 == 0).Count();
            yield return Item($"s = \"{word}\"\nprint(sum(1 for i, c in enumerate(s) if c == \"{letter}\" and i % 2 == 0) * 10 + len(set(s)))", count * 10 + word.Distinct().Count(), difficulty);
        }

        foreach (var (bits, difficulty) in new[] { (4, -0.6), (8, 0.7), (12, 1.5) })
        {
            var (a, b) = (chance.Next(1 << (bits - 1), 1 << bits), chance.Next(1 << (bits - 1), 1 << bits));
            yield return Item($"a, b = {a}, {b}\nprint((a ^ b) + (a & b) - (b >> 1))", (a ^ b) + (a & b) - (b >> 1), difficulty);
        }

        ProbeItem Item(string program, long answer, double difficulty) =>
            new($"coding-{++number}", "coding", $"What does this Python program print?\n\n```python\n{program}\n```", ProbeItems.Text(answer), difficulty, Chance: 0);
    }

    private static long Recursion(int n, int k) => n < k ? n + 1 : Recursion(n - 1, k) + Recursion(n - k, k);
}
