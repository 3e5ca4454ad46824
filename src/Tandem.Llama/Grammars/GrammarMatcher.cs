namespace Tandem.Llama.Grammars;

/// <summary>Follows a text through a grammar byte by byte. States are built as they are met and kept, so that repeated ones cost a look-up.</summary>
/// <remarks>Not safe for concurrent use: one for each generation.</remarks>
internal sealed class GrammarMatcher
{
    private const int MaxFrames = 200_000; // A grammar that needs more in one answer is ambiguous beyond use.
    private readonly Grammar _grammar;
    private readonly Dictionary<(GrammarElement[] Sequence, int Position, Frame? Parent), Frame> _frames = [];
    private readonly Dictionary<string, GrammarState> _states = new(StringComparer.Ordinal);

    public GrammarMatcher(Grammar grammar)
    {
        _grammar = grammar;
        var found = new HashSet<Frame>();
        var complete = false;
        Call(grammar.Root, null, found, ref complete);
        Start = Intern(found, complete);
        Dead = Intern([], false);
    }

    public GrammarState Start { get; }

    /// <summary>Where no sentence leads.</summary>
    public GrammarState Dead { get; }

    public GrammarState Step(GrammarState state, byte value) => state.Next[value] ??= Compute(state, value);

    /// <summary>The state after several bytes; <see cref="Dead"/> where the grammar refuses one.</summary>
    public GrammarState Step(GrammarState state, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            state = Step(state, value);
            if (state == Dead)
                return Dead;
        }

        return state;
    }

    private GrammarState Compute(GrammarState state, byte value)
    {
        var found = new HashSet<Frame>();
        var complete = false;
        foreach (var frame in state.Frames)
        {
            if (frame.Sequence[frame.Position].Bytes.Contains(value))
                Continue(frame.Sequence, frame.Position + 1, frame.Parent, found, ref complete);
        }

        return found.Count == 0 && !complete ? Dead : Intern(found, complete);
    }

    /// <summary>Collects the places before a byte that are reachable from a place without taking one.</summary>
    private void Continue(GrammarElement[] sequence, int position, Frame? parent, HashSet<Frame> found, ref bool complete)
    {
        while (position == sequence.Length)
        {
            if (parent is null)
            {
                complete = true;
                return;
            }

            (sequence, position, parent) = (parent.Sequence, parent.Position, parent.Parent);
        }

        var element = sequence[position];
        if (element.Rule < 0)
        {
            found.Add(Intern(sequence, position, parent));
            return;
        }

        // A rule called last returns straight to our caller: repetition would else grow the stack with each turn.
        var isLast = position + 1 == sequence.Length;
        Call(element.Rule, isLast ? parent : Intern(sequence, position + 1, parent), found, ref complete);
    }

    private void Call(int rule, Frame? parent, HashSet<Frame> found, ref bool complete)
    {
        foreach (var alternative in _grammar.Rules[rule])
            Continue(alternative, 0, parent, found, ref complete);
    }

    private Frame Intern(GrammarElement[] sequence, int position, Frame? parent)
    {
        if (!_frames.TryGetValue((sequence, position, parent), out var frame))
        {
            if (_frames.Count == MaxFrames)
                throw new GrammarException("The grammar became too ambiguous or too deep to follow.");
            _frames.Add((sequence, position, parent), frame = new Frame(sequence, position, parent, _frames.Count));
        }

        return frame;
    }

    private GrammarState Intern(HashSet<Frame> found, bool complete)
    {
        var frames = found.OrderBy(frame => frame.Id).ToArray();
        var key = string.Join(',', frames.Select(frame => frame.Id)) + (complete ? "!" : "");
        if (!_states.TryGetValue(key, out var state))
            _states.Add(key, state = new GrammarState(frames, complete));
        return state;
    }
}
