using Tandem.Providers.Chat;

namespace Tandem.Agent.Evaluators.Solutions;

/// <summary>How much help a student may get: one step more with each turn, never the whole.</summary>
/// <remarks>The state is the conversation itself: each of the tutor's earlier answers is a step. So it survives a restart, and no client can set it back but by beginning anew.</remarks>
internal static class HintLadder
{
    public const int Top = 4;

    /// <summary>From 1 to <see cref="Top"/>.</summary>
    public static int LevelOf(IReadOnlyList<ChatMessage> conversation) =>
        Math.Clamp(1 + conversation.Count(message => message.Role == ChatRole.Assistant), 1, Top);

    /// <summary>What the model is told of its step.</summary>
    public static string Instruction(int level) => level switch
    {
        1 => "Hint ladder, step 1 of 4: find out what the student understands. Ask what the task wants, or about a small example. No code beyond a call that is asked about.",
        2 => "Hint ladder, step 2 of 4: name the idea or the part of the language that helps, and ask how it could be used here. At most two short lines of code, not of the solution.",
        3 => "Hint ladder, step 3 of 4: show the idea on a different, smaller example, or point at the place that is wrong. At most three lines of code, not of the solution.",
        _ => "Hint ladder, step 4 of 4: give a frame with gaps (___ or ...) for the student to fill in. Never fill the gaps, never name the final result.",
    };

    /// <summary>Lines of code that one answer may hold.</summary>
    public static int MostLines(int level) => level <= 2 ? 2 : level;

    /// <summary>Lines of code that all answers together may hold.</summary>
    public static int MostLinesInAll(int level) => level + 2;

    /// <summary>Operations in one expression from which on it is the solution itself.</summary>
    public static int TooManyOperations(int level) => level <= 2 ? 3 : level + 2;
}
