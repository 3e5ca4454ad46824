using Tandem.Agent.Permissions;
using Tandem.Agent.Tools;
using Tandem.Agent.Turns;
using Tandem.Cli.Interactive.View;
using Tandem.Cli.Terminal;

namespace Tandem.Cli.Interactive;

/// <summary>What the person sees and answers on: drawn, or line by line.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal interface ISessionSurface : IAgentListener, IApprover, IQuestions
{
    Look Look { get; }

    /// <summary>Where commands print.</summary>
    ITerminal Terminal { get; }

    /// <summary>A line that the person entered.</summary>
    /// <param name="steers">It joins the turn that runs.</param>
    void Echo(string line, bool steers);

    /// <summary>Something runs that can be interrupted.</summary>
    /// <param name="doing">What, for the status line.</param>
    void WorkBegan(string doing);

    /// <summary>What it does now.</summary>
    void WorkGoesOn(string doing);

    /// <summary>Output of what runs, that needs not stay whole.</summary>
    void WorkWrote(string text);

    void WorkEnded();

    /// <summary>Wipes the screen.</summary>
    void Wipe();
}
