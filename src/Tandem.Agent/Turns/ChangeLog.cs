using Tandem.Agent.Edits;

namespace Tandem.Agent.Turns;

/// <summary>Keeps which files a turn's edits changed, and passes everything on.</summary>
internal sealed class ChangeLog(IAgentListener listener) : IAgentListener
{
    private readonly List<EditedFile> _files = [];

    /// <summary>Each path once, with its first action: an added file that is edited again is still an added one.</summary>
    public IReadOnlyList<EditedFile> Files => [.. _files];

    public ValueTask OnAsync(AgentEvent agentEvent, CancellationToken cancellationToken)
    {
        if (agentEvent is FilesEdited edited)
            foreach (var file in edited.Files)
                if (!_files.Exists(known => known.Path == file.Path))
                    _files.Add(file);
        return listener.OnAsync(agentEvent, cancellationToken);
    }
}
