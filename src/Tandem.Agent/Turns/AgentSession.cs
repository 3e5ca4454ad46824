using Tandem.Agent.Compaction;
using Tandem.Agent.Models;
using Tandem.Agent.Permissions;
using Tandem.Agent.Sessions;
using Tandem.Agent.Tools;
using Tandem.Pipeline;
using Tandem.Pipeline.Ids;
using Tandem.Pipeline.Privacy;
using Tandem.Providers;
using Tandem.Providers.Chat;
using Tandem.Routing;

namespace Tandem.Agent.Turns;

/// <summary>One conversation with the agent: what a terminal, a headless run or an editor drives.</summary>
/// <remarks>One message at a time; <see cref="Steering"/> and the settings may be touched from other threads meanwhile, and take effect with the next step.</remarks>
public sealed class AgentSession
{
    /// <summary>Share of a model's room for the prompt at which the history is summed up.</summary>
    private const double CompactAt = 0.8;

    /// <summary>Said before the history is summed up for want of room.</summary>
    internal static AgentWarned SumsUp { get; } = new("The conversation comes near the model's context: its older part is summed up.");

    private readonly SystemText _system;
    private readonly PrivateText _privateText;
    private readonly DataClassifier _classifier;
    private readonly Transcript _transcript;
    private bool _isKnown;
    private bool _isNew = true;

    /// <param name="id">Null = a new session.</param>
    public AgentSession(AgentSetup setup, SessionId? id = null)
    {
        ArgumentNullException.ThrowIfNull(setup);
        Setup = setup;
        Id = id ?? SessionId.New(setup.Time.GetUtcNow());
        Limits = setup.Limits;
        _system = new SystemText(setup.Root);
        _privateText = new PrivateText(setup.Root, setup.Privacy);
        _classifier = new DataClassifier(setup.Privacy);
        _transcript = new Transcript(setup.Store, Id, setup.Time);
    }

    public AgentSetup Setup { get; }

    public SessionId Id { get; }

    public Conversation Conversation => _transcript.Conversation;

    /// <summary>How much runs without asking.</summary>
    public PermissionMode Mode
    {
        get => Setup.Gate.Mode;
        set => Setup.Gate.Mode = value;
    }

    /// <summary>A model that the person named; null = routed.</summary>
    public string? Model { get; set; }

    /// <summary>A policy's name; null = the one in force.</summary>
    public string? Policy { get; set; }

    /// <summary>May only tighten.</summary>
    public DataClass? AskedClass { get; set; }

    /// <summary>The person named <see cref="Model"/> for this very task, so that text of unknown class goes to it. Never text of private paths.</summary>
    public bool MayOverridePrivacy { get; set; }

    /// <summary>Models that may be used; null = all.</summary>
    public IReadOnlyCollection<string>? Pool { get; set; }

    public RepositorySignals Repository { get; set; } = RepositorySignals.None;

    public AgentLimits Limits { get; set; }

    /// <summary>What the person says while the agent works.</summary>
    public Steering Steering { get; } = new();

    /// <summary>Spent in this process, the session's summaries included.</summary>
    public decimal CostUsd { get; internal set; }

    /// <summary>Tokens of the last request as its model counted them, and that model's context; null before the first answer.</summary>
    public (long Tokens, int Context)? ContextUse { get; internal set; }

    /// <summary>The rules as they stand in front of each step.</summary>
    internal string RulesText { get; private set; } = "";

    internal Transcript Transcript => _transcript;

    internal RequestBuilder? Requests { get; private set; }

    internal PrivateText PrivateText => _privateText;

    /// <summary>The conversation's class now.</summary>
    public DataClass DataClass => _classifier.Classify(Conversation.Paths, Conversation.HoldsPrivateText, AskedClass, Setup.ConsentedClass).Class;

    /// <summary>Takes in a session of the store: its history goes on where it ended.</summary>
    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        await _transcript.LoadAsync(cancellationToken);
        await ReadRulesAsync(cancellationToken);
        (_isKnown, _isNew) = (true, Conversation.Items.Count == 0);
    }

    /// <summary>Works on a message until the model has nothing more to do, a limit is met, or the person interrupts.</summary>
    /// <remarks>Cancelling interrupts: the history stays valid, and the next message goes on from it. Failures are results and were told to the listener.</remarks>
    public Task<TurnResult> SendAsync(UserMessage message, IAgentListener listener, CancellationToken cancellationToken) =>
        SendAsync(message, boundary: null, listener, cancellationToken);

    /// <param name="boundary">The moment of the first decision; null = start or user turn.</param>
    public async Task<TurnResult> SendAsync(UserMessage message, Boundary? boundary, IAgentListener listener, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        using var ordered = new OrderedListener(listener);
        Requests ??= new RequestBuilder(_system, Setup.Tools);
        var at = await BeginAsync(message, boundary, cancellationToken);
        var changes = new ChangeLog(ordered);
        var loop = new TurnLoop(this, new StepRunner(Setup.Pipeline), new CallRunner(Setup, Id, new LoopGuard(), _privateText, changes), changes);
        return await loop.RunAsync(at, cancellationToken);
    }

    /// <summary>Sums up the older part of the conversation now. Nothing happens where there is nothing to sum up.</summary>
    public async Task CompactAsync(CancellationToken cancellationToken)
    {
        if (Conversation.Items.Count < 2)
            return;
        await CompactAsync(Conversation.Items.Sum(HistoryCut.Size) / 4, cancellationToken);
    }

    /// <summary>Goes back to an earlier point of the same conversation: nothing after it is sent again. Labels stay, as what is told about it may carry its text.</summary>
    /// <param name="kind"><c>clear</c> or <c>escalation</c>, for the session's record.</param>
    /// <param name="kept">The conversation at that point; empty = all of it is forgotten.</param>
    public async Task StartAnewAsync(string kind, IReadOnlyList<ConversationItem> kept, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(kept);
        await OpenAsync("", cancellationToken);
        await _transcript.StartAnewAsync(kind, kept, cancellationToken);
        foreach (var tool in Setup.Tools.OfType<IRemembersReading>()) tool.Forget();
    }

    /// <summary>Writes a note into the session's record: an undo, a verdict, a mode.</summary>
    public async Task NoteAsync(string kind, string detail, CancellationToken cancellationToken)
    {
        await OpenAsync("", cancellationToken);
        await _transcript.NoteAsync(kind, detail, cancellationToken);
    }

    /// <summary>Takes a message in.</summary>
    /// <returns>The moment of the first decision on it.</returns>
    internal async Task<Boundary> BeginAsync(UserMessage message, Boundary? boundary, CancellationToken cancellationToken)
    {
        await OpenAsync(message.Text, cancellationToken);
        var at = boundary ?? (_isNew ? Boundary.Start : Boundary.UserTurn);
        _isNew = false;
        await _transcript.CloseCallsAsync(cancellationToken);
        await AddAsync(message, cancellationToken);
        return at;
    }

    internal async Task AddAsync(UserMessage message, CancellationToken cancellationToken)
    {
        Conversation.AddPaths(message.Paths);
        var isPrivate = message.Paths.Any(_privateText.IsPrivate);
        if (isPrivate) Conversation.MarkPrivate();
        await _transcript.AddUserAsync(
            new ConversationItem(new ChatMessage(ChatRole.User, [.. message.Material, new TextPart(message.Text)]), IsPrivate: isPrivate, IsUntrusted: message.IsUntrusted),
            cancellationToken);
    }

    internal async Task CompactAsync(long budget, CancellationToken cancellationToken)
    {
        var compacted = await new Compactor(Setup.Pipeline).RunAsync(Conversation.Items, budget, request => Call(request, boundary: null) with { Session = null, Task = TaskKind.Summarise }, cancellationToken);
        CostUsd += compacted.CostUsd;
        await _transcript.CompactAsync(compacted.Items, compacted.Summary, compacted.Kept, cancellationToken);
        await ReadRulesAsync(cancellationToken); // They may have changed, and the prompt cache is lost anyway.
    }

    /// <summary>Characters of the prompt.</summary>
    internal long Characters => Conversation.Items.Sum(HistoryCut.Size) + RulesText.Length;

    /// <summary>The conversation comes near what the model takes.</summary>
    /// <param name="model">In use; null = the largest that may be chosen counts.</param>
    internal bool NeedsRoom(string? model) => Setup.Models.Count > 0 && Characters > RoomOf(model) * CompactAt;

    /// <summary>Characters of conversation and rules that a model takes beside its instructions and tools: three a token, which is on the safe side for code.</summary>
    internal long RoomOf(string? model)
    {
        var may = Setup.Models.Where(one => DataClass == DataClass.Shareable || one.Zone == Zone.Local || one.Name == Model).ToList();
        var used = may.FirstOrDefault(one => one.Name == (Model ?? model)) ?? may.MaxBy(one => one.ContextTokens) ?? Setup.Models[0];
        return Math.Max(1_000, ((used.ContextTokens - ModelStyle.AnswerTokens(used)) * 3L) - (Requests?.FrontOf(used) ?? 0));
    }

    /// <summary>A request of this conversation, with everything that a decision must know.</summary>
    internal PipelineCall Call(ModelRequest request, Boundary? boundary) => new()
    {
        Id = RequestId.New(Setup.Time.GetUtcNow()),
        Request = request,
        Owner = Setup.Owner,
        Door = Setup.Door,
        Workspace = Setup.Root,
        Policy = Policy,
        PinnedModel = Model,
        Paths = Conversation.Paths,
        Repository = Repository,
        AskedClass = AskedClass,
        ConsentedClass = Setup.ConsentedClass,
        HoldsPrivateText = Conversation.HoldsPrivateText,
        Session = Id,
        Boundary = boundary,
        Budgets = Setup.Budgets,
        Pool = Pool,
        MayOverridePrivacy = MayOverridePrivacy,
        Placeholders = Setup.Placeholders,
    };

    private async Task OpenAsync(string title, CancellationToken cancellationToken)
    {
        if (_isKnown)
            return;
        _isKnown = true;
        await ReadRulesAsync(cancellationToken);
        if (Setup.Store is null)
            return;
        var now = Setup.Time.GetUtcNow();
        await Setup.Store.CreateAsync(
            new SessionHeader(Id, Setup.Owner, Setup.Root, Setup.Assistant, title.Length > 80 ? title[..80] : title, now, now, 0), cancellationToken);
    }

    private async Task ReadRulesAsync(CancellationToken cancellationToken)
    {
        var texts = new List<string>();
        foreach (var source in Setup.Rules)
        {
            var rules = await source.ReadAsync(RulesRoom, cancellationToken);
            if (rules.Paths.Any(_privateText.IsPrivate)) Conversation.MarkPrivate();
            if (rules.IsUntrusted && rules.Text.Length > 0) Conversation.MarkUntrusted();
            if (rules.Text.Length > 0) texts.Add(rules.Text);
        }

        RulesText = string.Join('\n', texts);
    }

    /// <summary>An eighth of the smallest model's room, in characters: rules must not keep small models out.</summary>
    private int RulesRoom => Setup.Models.Count == 0 ? 0 : Math.Max(500, Setup.Models.Min(model => model.ContextTokens - ModelStyle.AnswerTokens(model)) * 3 / 8);
}
