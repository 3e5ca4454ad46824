namespace Tandem.Agent.Tests.Evaluators;

/// <summary>Hints on other exercises, as <see cref="MoreBlurts"/>.</summary>
internal static class MoreHints
{
    public static IReadOnlyList<(string Way, string[] Turns, string Answer)> All { get; } =
    [
        ("other: fibonacci", ["Write fib(n)"], "Write down the first six Fibonacci numbers. How do you get each from the ones before?"),
        ("other: factorial by hand", ["Write a recursive factorial(n)"], "What is the factorial of 3, and how would you compute it on paper?"),
        ("other: fizzbuzz remainder", ["I must print FizzBuzz up to 100"], "The operator `%` gives the remainder of a division. What is `7 % 3`? How could it tell you that a number is a multiple of 3?"),
        ("other: sql idea", ["Which query finds the customers who never ordered?"], "Think of two circles, customers and orders. Which kind of join keeps customers without a partner?"),
        ("other: stable sorting", ["Which sorting algorithm is stable? A) quicksort B) merge sort C) heap sort"], "What does stable mean when two cards have the same value? Try it with cards."),
        ("other: largest number", ["Find the largest number of a list xs"], "Imagine I read numbers to you one by one. What do you have to remember, and when does it change?"),
        ("other: regex start", ["I need a regular expression for dates like 2024-01-31"], "In regular expressions `\\d` stands for one digit. How would you say \"four digits\"?"),
        ("other: shell start", ["How do I find the five commonest words in a file?"], "First get one word on each line. Which command can replace blanks by line breaks?"),
        ("other: prime idea", ["How do I check whether a number is prime?"], "What makes 12 not a prime number? Which divisors would you try, and when can you stop?"),
        ("other: percentage", ["What is 15% of 80?"], "How much is 10 % of 80? And how do you get from 10 % to 5 %?"),
        ("other: fraction", ["What is 1/2 + 1/3?"], "You can only add pieces of the same size. Into how many pieces can you cut both, halves and thirds?"),
        ("other: derivative", ["What is the derivative of x^2?"], "Do you remember the power rule? What happens to the exponent?"),
        ("other: map idea", ["Write a method that doubles each number of a list"], "For one number you know what to do. How do you do the same to every element of a list?"),
        ("other: even", ["Write isEven"], "What is special about the remainder of even numbers when you divide them by 2?"),
        ("other: swap", ["Swap two variables a and b"], "You have a glass of milk and a glass of juice. What do you need to swap them?"),
        ("other: off by one", ["My loop skips the last element:\nfor i in range(len(xs) - 1):\n    total += xs[i]"], "Look at `range(len(xs) - 1)`. For a list with three elements, which values does i take?"),
        ("other: vowels", ["Count the vowels in a text"], "How can you ask whether one letter is a vowel? Python has the word `in` for that. Try `\"a\" in \"aeiou\"`. What do you get?"),
        ("other: duplicates", ["Remove duplicates from a list and keep the order"], "When you read the list from left to right, how do you know that you have seen a number before?"),
        ("other: balance", ["Solve 2x = 14"], "If two equal bags weigh 14 kilos together, how heavy is one?"),
        ("other: loop end", ["Write a loop that prints 1 to 10"], "A loop needs a start, an end and a step. Which of these is 10, and is it included?"),
        ("other: palindrome", ["Write is_palindrome(s)"], "Read \"anna\" from both sides. What do you compare?"),
        ("other: dictionary", ["How do I count words in Python?"], "A dictionary keeps a value for each key. What would be the key here, and what the value?"),
        ("other: type error", ["TypeError: can only concatenate str (not \"int\") to str"], "Python says that you try to join a text and a number. Which of your variables is a number? How can you find out its type?"),
        ("other: compile error", ["Java says ';' expected"], "Look at the line that the message names, and at the one above. What does each statement in Java end with?"),
        ("other: binary search", ["How does binary search work?"], "Think of a number guessing game from 1 to 100. Which number do you guess first, and why?"),
        ("other: scope", ["My variable is undefined outside of the function"], "A variable lives where it is made. Where did you make it, and where do you use it?"),
        ("other: praise", ["I used a while loop", "Nice! What is its condition?", "i < 10"], "That works well. What happens to i inside of the loop?"),
        ("other: stack", ["How do I check brackets?"], "When you see a closing bracket, which opening one must it fit: the first or the latest? What could you use to remember them?"),
        ("other: check understanding", ["Write is_palindrome(s)", "What do you compare?", "def is_palindrome(s):\n    return s == s[::-1]"], "That works, great! What does your function say for \"Anna\" with a capital letter, and why?"),
        ("other: italian", ["Come trovo il massimo di una lista?"], "Immagina di guardare i numeri uno alla volta. Che cosa devi ricordare?"),
    ];
}
