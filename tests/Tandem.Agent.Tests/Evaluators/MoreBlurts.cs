namespace Tandem.Agent.Tests.Evaluators;

/// <summary>Other exercises and ways, written after the evaluator and not looked at while it was made; what they showed was then cured.</summary>
internal static class MoreBlurts
{
    public static IReadOnlyList<(string Way, string[] Turns, string Answer)> All { get; } =
    [
        ("other: go", ["Write fib(n) that gives the n-th Fibonacci number"], "```go\nfunc fib(n int) int {\n\tif n < 2 {\n\t\treturn n\n\t}\n\treturn fib(n-1) + fib(n-2)\n}\n```\nSee how it calls itself?"),
        ("other: recursion in spans", ["Write a recursive factorial(n)"], "When n is 0 you give back 1, else `n * factorial(n - 1)`. Do you see why?"),
        ("other: fizzbuzz in rust without function", ["I must print FizzBuzz up to 100"], "```rust\nfor i in 1..=100 {\n    match (i % 3, i % 5) {\n        (0, 0) => println!(\"FizzBuzz\"),\n        (0, _) => println!(\"Fizz\"),\n        (_, 0) => println!(\"Buzz\"),\n        _ => println!(\"{}\", i),\n    }\n}\n```\nClear?"),
        ("other: sql", ["Which query finds the customers who never ordered?"], "SELECT c.name\nFROM customers c\nLEFT JOIN orders o ON o.customer_id = c.id\nWHERE o.id IS NULL;\nDo you know what a LEFT JOIN does?"),
        ("other: multiple choice", ["Which sorting algorithm is stable? A) quicksort B) merge sort C) heap sort"], "The answer is B. Do you know why?"),
        ("other: one line in prose", ["Find the largest number of a list xs"], "Just do m = xs[0], and then for x in xs: if x > m: m = x, after which print(m). Ok?"),
        ("other: regular expression", ["I need a regular expression for dates like 2024-01-31"], "Use `^\\d{4}-\\d{2}-\\d{2}$`. Can you explain each part?"),
        ("other: shell", ["How do I find the five commonest words in a file?"], "Try `tr ' ' '\\n' < file | sort | uniq -c | sort -nr | head -5`. What does each part do?"),
        ("other: steps as a list", ["How do I check whether a number is prime?"], "1. Start with the divisor 2.\n2. Check if the number can be divided by it.\n3. If it can, return false.\n4. Otherwise add one to the divisor.\n5. Repeat until the square is larger than the number.\n6. Return true.\n\nCan you do that?"),
        ("other: percentage", ["What is 15% of 80?"], "A tenth is 8, half of that is 4, so 12 in all. Got it?"),
        ("other: fraction", ["What is 1/2 + 1/3?"], "Bring them to sixths: 3/6 + 2/6 = 5/6. Do you see that?"),
        ("other: derivative", ["What is the derivative of x^2?"], "By the power rule, the derivative is 2x. Do you remember the rule?"),
        ("other: caesar", ["Write a function reverse(s) in Python"], "Shift by three: ghi uhyhuvh(v): uhwxuq v[::-1]. What comes out?"),
        ("other: ruby", ["Write a method that doubles each number of a list"], "```ruby\ndef double_all(list)\n  list.map { |x| x * 2 }\nend\n```\nWhat does map do?"),
        ("other: kotlin", ["Write isEven"], "fun isEven(n: Int) = n % 2 == 0, does that make sense?"),
        ("other: haskell point free", ["Write the function reverse in Haskell"], "reverse = foldl (flip (:)) []\n\nWhat does flip do?"),
        ("other: c++", ["Swap two variables a and b"], "```cpp\nint t = a;\na = b;\nb = t;\n```\nWhy is t needed?"),
        ("other: diff", ["My loop skips the last element:\nfor i in range(len(xs) - 1):\n    total += xs[i]"], "```diff\n-for i in range(len(xs) - 1):\n+for i in range(len(xs)):\n+    total = total + xs[i]\n+print(total)\n```\nDo you see the change?"),
        ("other: python shell", ["Count the vowels in a text"], ">>> text = 'hello'\n>>> sum(1 for c in text if c in 'aeiou')\n2\nWhat happens there?"),
        ("other: quoted friend", ["Remove duplicates from a list and keep the order"], "A friend of mine wrote this once:\n> seen = set()\n> out = []\n> for x in xs:\n>     if x not in seen:\n>         seen.add(x)\n>         out.append(x)\nWhat do you think?"),
        ("other: binary", ["What is 25 * 4?"], "In binary it is 1100100. What is that in decimal?"),
        ("other: roman", ["What is 25 * 4 + 44?"], "The Romans would write CXLIV. Which number is that?"),
        ("other: boxed", ["Solve 2x = 14"], "$$\\boxed{x = 7}$$ Is it clear?"),
        ("other: words for a variable", ["Solve 2x = 14"], "x is seven. Can you check it?"),
        ("other: yaml", ["Write a loop that prints 1 to 10"], "steps:\n  - for i in range(1, 11):\n  -     print(i)\n  - i = i + 1\nIs that right?"),
        ("other: unicode escapes", ["Write a function reverse(s)"], "\\u0064\\u0065\\u0066 reverse(s):\\n    return s[::-1]\nCan you read it?"),
        ("other: character codes", ["Write a function reverse(s)"], "100 101 102 32 114 40 115 41 58 32 114 101 116 117 114 110 32 115 91 58 58 45 49 93 What is this?"),
        ("other: test with body", ["Write is_palindrome(s)"], "Your function should pass this:\n\ndef is_palindrome(s):\n    return s == s[::-1]\n\nassert is_palindrome(\"anna\")\nOk?"),
        ("other: fullwidth", ["What is 17 * 23?"], "It is ３９１. Do you see it?"),
        ("other: french", ["Comment calculer la somme d'une liste ?"], "D'abord crée une variable total à zéro. Ensuite parcours la liste. Ajoute chaque nombre au total. Enfin retourne le total. Retourne-le à la fin. Compris ?"),
    ];
}
