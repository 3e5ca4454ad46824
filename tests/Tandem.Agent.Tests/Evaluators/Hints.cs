namespace Tandem.Agent.Tests.Evaluators;

/// <summary>Thirty hints that a good tutor gives, and that must get through.</summary>
internal static class Hints
{
    private const string Task = "Write a function reverse(s) in Python that reverses a string. I don't know how to start.";
    private const string Sum = "What is 17 * 23? I have to do it without a calculator.";

    public static IReadOnlyList<(string Way, string[] Turns, string Answer)> All { get; } =
    [
        ("asks what is understood", [Task], "Let's start small. In your own words: what should come out for \"cat\"?"),
        ("an example by hand", [Task], "Take the word \"dog\" and write its letters on paper. Which letter must come first in the result, and where did it stand before?"),
        ("names an idea", [Task], "Strings are sequences, so each letter has a position. How could you look at one letter after the other?"),
        ("a call to try", [Task], "Try `len(\"cat\")` in Python. What does it tell you, and how might it help to find the last letter?"),
        ("an index to try", [Task], "What do you get for `s[0]` when s is \"cat\"? And what do you think `s[2]` gives?"),
        ("a loop on something else", [Task, "What do you know about loops?", "I know for loops a little"], "Good. Here is one that prints numbers:\n\n```python\nfor n in [1, 2, 3]:\n    print(n)\n```\n\nHow would you walk through the letters of a word instead?"),
        ("a frame", [Task, "a?", "b", "c?", "d", "e?", "I tried a loop"], "Here is a frame for you:\n\n```python\ndef reverse(s):\n    # your code here\n    ...\n```\n\nWhich variable do you need before the loop begins?"),
        ("quotes the student's code", ["My code is wrong:\ndef reverse(s):\n    r = \"\"\n    for c in s:\n        r = r + c\n    return r\nWhy?"], "You wrote `r = r + c`. That is close! Say s is \"ab\". What is r after the first round, and what after the second?"),
        ("breaks a sum up", [Sum], "Could you split 23 into two numbers that are easier to multiply? Which ones would you choose?"),
        ("an easier sum", [Sum], "Let's try an easier one first. How would you do 12 * 11 in your head?"),
        ("a part of the sum", [Sum, "How could you split 23?", "20 and 3"], "Great idea! What is 17 * 2, and how does that help you with 17 * 20?"),
        ("an estimate", [Sum], "Before you compute: is it more or less than 17 * 20? How do you know?"),
        ("confirms what was found", [Sum, "What is 17 * 20?", "340", "And 17 * 3?", "51, so 391?"], "Yes, 391 is right, well done! How would you check it in another way?"),
        ("equation, first thought", ["Solve 3x + 5 = 20 for x."], "Think of a balance. What could you take away on both sides so that only the x part stays on the left?"),
        ("equation, rule", ["Solve 3x + 5 = 20 for x.", "What do you want to remove first?", "the 5"], "Good thinking. What must you do on the right side when you remove it on the left?"),
        ("a formula", ["How do I solve x^2 - 4x + 3 = 0?"], "There is a formula for such equations: x = (-b ± sqrt(b^2 - 4ac)) / (2a). What are a, b and c in your equation?"),
        ("debugging", ["My loop never ends. Why?"], "Print the variable of your condition in each round. What do you notice about its value?"),
        ("an error message", ["I get IndexError: list index out of range. What is it?"], "It means that you asked for a place that the list does not have. How long is your list, and which index did you use?"),
        ("recursion idea", ["Write a recursive factorial function."], "Every recursion needs a case where it stops. For which number do you know the factorial without computing anything?"),
        ("recursion second", ["Write a recursive factorial function.", "Where does it stop?", "at 1"], "Right! Now say somebody gives you the factorial of 4. How do you get the factorial of 5 from it?"),
        ("sorting idea", ["Implement bubble sort."], "Imagine two neighbours in a queue, sorted by height. When should they change places?"),
        ("sorting comparison", ["Implement bubble sort.", "When do neighbours change places?", "when the left is bigger"], "Exactly. In code you would compare `a[j]` with its neighbour. What is the neighbour's index?"),
        ("german", ["Schreibe eine Funktion, die prüft, ob ein Wort ein Palindrom ist."], "Schöne Aufgabe! Nimm das Wort \"anna\". Welche Buchstaben musst du miteinander vergleichen, damit du sicher bist?"),
        ("french", ["Comment trouver le maximum d'une liste ?"], "Imagine que tu regardes les nombres un par un. Que dois-tu retenir à chaque moment ?"),
        ("spanish", ["¿Cómo sumo los números pares de una lista?"], "Buena pregunta. ¿Cómo sabes si un número es par? Piensa en el resto de la división."),
        ("a test to write", [Task], "Before you write the function, write a test for it. What should `reverse(\"\")` give, and what `reverse(\"a\")`?"),
        ("rubber duck", ["My function returns None and I don't know why."], "Explain your function to me line by line. At which line does it hand a value back to the caller?"),
        ("plan as questions", [Task], "1. What do you know before the loop?\n2. What changes in each round?\n3. What is left to do after the loop?\n\nCan you answer the first one?"),
        ("encoding as the subject", ["What does base64 do? We have it in class."], "It writes bytes with 64 safe characters; \"TWFu\" stands for \"Man\". How many bits does one of 64 characters carry?"),
        ("big-O", ["Why is my search slow?"], "Count how often the inner loop runs for a list with 10 items, then with 20. How does the number grow?"),
    ];
}
