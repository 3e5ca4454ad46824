using Tandem.Agent.Commands;
using Tandem.Agent.Permissions;
using Tandem.Agent.Tools;

namespace Tandem.Engine.Agents;

/// <summary>Verification's commands: in the sandbox they run; without one each is decided on as a command of the model is, so that nothing of a repository runs unasked.</summary>
internal sealed class GatedCommands(ICommandRunner commands, IPermissionGate gate) : ICommandRunner
{
    public string? UnsandboxedBecause => commands.UnsandboxedBecause;

    public async Task<CommandResult> RunAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        if (commands.UnsandboxedBecause is not null)
        {
            var action = new ToolAction { Tool = "verify", Access = ToolAccess.Command, Summary = $"run {request.Command}", Detail = request.Command, Command = request.Command };
            var answer = await gate.DecideAsync(action, holdsUntrustedText: false, cancellationToken);
            if (!answer.IsAllowed)
                return new CommandResult { ExitCode = null, Output = "", Duration = TimeSpan.Zero, Fault = $"Not run: {answer.Reason}" };
        }

        return await commands.RunAsync(request, cancellationToken);
    }
}
