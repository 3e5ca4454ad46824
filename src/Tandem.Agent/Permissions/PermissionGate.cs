using Tandem.Agent.Commands;
using Tandem.Agent.Tools;

namespace Tandem.Agent.Permissions;

/// <summary>Decides by, in this order: what the user denied, the mode, what must always be asked, the sandbox, the user's rules, earlier approvals, the person.</summary>
/// <remarks>Safe for concurrent use; a person is asked one question at a time. The sandbox decides safety: what runs here without being asked can only
/// change the workspace, which a checkpoint restores.</remarks>
public sealed class PermissionGate(PermissionGateOptions options) : IPermissionGate, IDisposable
{
    private readonly SemaphoreSlim _asking = new(1, 1);
    private readonly HashSet<string> _approved = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    public PermissionMode Mode { get; set; } = options.Mode;

    public async ValueTask<PermissionAnswer> DecideAsync(ToolAction action, bool holdsUntrustedText, CancellationToken cancellationToken)
    {
        if (options.Rules.Denying(action) is { } denying) return Refused($"The user denies '{denying}'. Do it another way, or without it.");
        if (action.Access is ToolAccess.ReadOnly or ToolAccess.Conversation) return Allowed("it only reads");
        if (Mode == PermissionMode.Plan) return Refused("Plan mode: only reading is allowed. Work out the plan and present it; the user leaves plan mode to have it done.");
        var question = Question(action, holdsUntrustedText);
        if (question.AllowedBecause is { } allowed) return Allowed(allowed);
        if (question.MayRemember && IsApproved(action)) return Allowed("allowed by you for this session");
        return await AskAsync(action, question, cancellationToken);
    }

    public void Dispose() => _asking.Dispose();

    private static PermissionAnswer Allowed(string reason) => new(true, reason);

    private static PermissionAnswer Refused(string reason) => new(false, reason);

    /// <summary>Either what allows the action, or why it is asked.</summary>
    private Ruling Question(ToolAction action, bool untrusted)
    {
        if (HiddenCharacters.In(action)) return Ruling.Ask("it has characters that do not show or that control the terminal", mayRemember: false);
        return action.Access switch
        {
            ToolAccess.Edit => Edit(action),
            ToolAccess.Command => Command(action, untrusted),
            _ => Outside(action, untrusted, "it has an effect outside the workspace"),
        };
    }

    private Ruling Edit(ToolAction action)
    {
        var governing = action.Writes.FirstOrDefault(path => path.Split('/').Any(GoverningNames.Contains));
        if (governing is not null) return Ruling.Ask($"{governing} governs git, a shell, an editor or an agent", mayRemember: false);
        if (Mode != PermissionMode.Ask) return ByMode();
        return options.Rules.Allows(action) ? Ruling.ByRule : Ruling.Ask("each edit asks in this mode", mayRemember: true);
    }

    private Ruling Command(ToolAction action, bool untrusted)
    {
        if (options.UnsandboxedBecause() is { } why)
        {
            if (!options.IsSandboxOff) return Ruling.Ask($"there is no sandbox ({why}), so that it can do all that you can", mayRemember: !untrusted);
            return action.NeedsNetwork ? Outside(action, untrusted, "it restores packages from the network") : Bare(action, untrusted);
        }
        if (action.NeedsNetwork) return Outside(action, untrusted, "it restores packages from the network");
        if (Mode != PermissionMode.Ask) return ByMode("in the sandbox");
        return options.Rules.Allows(action) ? Ruling.ByRule : Ruling.Ask("each command asks in this mode", mayRemember: true);
    }

    /// <summary>The person took the sandbox away: a command can reach outside, so that untrusted text must not start one.</summary>
    private Ruling Bare(ToolAction action, bool untrusted)
    {
        if (untrusted) return Ruling.Ask($"{Others()}, and there is no sandbox", mayRemember: false);
        if (Mode != PermissionMode.Ask) return ByMode("without a sandbox, as you said");
        return options.Rules.Allows(action) ? Ruling.ByRule : Ruling.Ask("each command asks in this mode", mayRemember: true);
    }

    private Ruling Outside(ToolAction action, bool untrusted, string because)
    {
        if (untrusted) return Ruling.Ask($"{because}, and {Others()}", mayRemember: false);
        if (Mode == PermissionMode.Auto) return ByMode();
        return options.Rules.Allows(action) ? Ruling.ByRule : Ruling.Ask(because, mayRemember: true);
    }

    /// <summary>Which text it is, where the user can say that they stand by it.</summary>
    private string Others() => options.UntrustedInstructions() is { Count: > 0 } files
        ? $"text of others is in the conversation: {string.Join(", ", files)} (the user can read it and then say: tandem trust)"
        : "text of others is in the conversation";

    private Ruling ByMode(string? addition = null) => new($"mode {Mode.ToString().ToLowerInvariant()}{(addition is null ? "" : ", " + addition)}", null, false);

    private async Task<PermissionAnswer> AskAsync(ToolAction action, Ruling question, CancellationToken cancellationToken)
    {
        if (options.Approver is null)
        {
            return new PermissionAnswer(
                false, $"Refused: it would have to be asked, because {question.AskedBecause}, and nobody is here to be asked. Go on without it, or say at the end that it is missing.", LacksPerson: true);
        }
        await _asking.WaitAsync(cancellationToken);
        try
        {
            // The answer to the question before may have covered this one.
            if (question.MayRemember && IsApproved(action)) return Allowed("allowed by you for this session");
            var approval = await options.Approver.AskAsync(action, question.AskedBecause!, cancellationToken);
            if (approval.Kind == ApprovalKind.Session && question.MayRemember) Remember(action);
            if (approval.Kind != ApprovalKind.No) return Allowed("allowed by you");
            return Refused(approval.Instead is { Length: > 0 } instead ? $"The user refused, and says: {instead}" : "The user refused. Do not try it again in another form; ask what to do instead.");
        }
        finally
        {
            _asking.Release();
        }
    }

    private bool IsApproved(ToolAction action)
    {
        lock (_lock) return _approved.Contains(Key(action));
    }

    private void Remember(ToolAction action)
    {
        lock (_lock) _approved.Add(Key(action));
    }

    /// <summary>Edits are approved as a kind, for they can be undone; a command, byte for byte; what goes outside, with all that it would send.</summary>
    private static string Key(ToolAction action) => action.Access switch
    {
        ToolAccess.Edit => "edit",
        ToolAccess.Command => $"{(action.NeedsNetwork ? "restore" : "run")}\0{action.Command}",
        _ => $"{action.Tool}\0{action.Destination}\0{action.Detail ?? action.Summary}",
    };

    private readonly record struct Ruling(string? AllowedBecause, string? AskedBecause, bool MayRemember)
    {
        public static Ruling ByRule { get; } = new("allowed by your rules", null, false);

        public static Ruling Ask(string because, bool mayRemember) => new(null, because, mayRemember);
    }
}
