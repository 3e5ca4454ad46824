namespace Tandem.Routing.Abilities.Probing;

/// <summary>Questions of mathematics whose answer is worked out here.</summary>
internal static class Sums
{
    public static IEnumerable<ProbeItem> Of(Random chance)
    {
        var number = 0;
        foreach (var (digits, difficulty) in new[] { (1, -4.0), (2, -1.5), (3, 0.3), (4, 1.6) })
        {
            for (var repeat = 0; repeat < 2; repeat++)
            {
                var (a, b) = (Draw(digits), Draw(digits));
                yield return Item($"What is {a} × {b}?", a * b, difficulty);
            }
        }

        foreach (var (steps, difficulty) in new[] { (2, -3.0), (4, -1.8), (6, -0.8), (9, 0.2) })
        {
            var count = chance.NextInt64(20, 60);
            var story = $"A shop opens with {count} boxes.";
            for (var step = 0; step < steps; step++)
            {
                var by = chance.NextInt64(2, 9);
                (story, count) = (step % 3) switch
                {
                    0 => ($"{story} It then buys {by} pallets of {by + 3} boxes each.", count + by * (by + 3)),
                    1 => ($"{story} After that it sells {by} boxes fewer than half of what it has, the half rounded down.", count - (count / 2 - by)),
                    _ => ($"{story} A flood ruins {by} boxes.", count - by),
                };
            }

            yield return Item($"{story} How many boxes are left?", count, difficulty);
        }

        foreach (var (power, modulus, difficulty) in new[] { (3, 7, -1.5), (20, 13, 0.3), (53, 97, 1.4), (213, 1009, 2.2) })
        {
            var a = chance.NextInt64(3, 9);
            yield return Item($"What is the remainder when {a} to the power {power} is divided by {modulus}?", (long)System.Numerics.BigInteger.ModPow(a, power, modulus), difficulty);
        }

        foreach (var (most, difficulty) in new[] { (60, -1.0), (400, 0.2), (3000, 1.2) })
        {
            var n = chance.NextInt64(most / 2, most);
            yield return Item($"How many positive divisors does {n} have?", Enumerable.Range(1, (int)n).LongCount(d => n % d == 0), difficulty);
            yield return Item($"How many whole numbers from 1 to {n} are divisible by 3 or by 5, but not by both?", Enumerable.Range(1, (int)n).LongCount(k => k % 3 == 0 != (k % 5 == 0)), difficulty - 0.5);
        }

        long Draw(int digits) => chance.NextInt64((long)Math.Pow(10, digits - 1) + 1, (long)Math.Pow(10, digits));
        ProbeItem Item(string question, long answer, double difficulty) => new($"math-{++number}", "math", question, ProbeItems.Text(answer), difficulty, Chance: 0);
    }
}
