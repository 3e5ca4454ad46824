using System.CommandLine;

namespace Tandem.Cli;

/// <summary>One invocation of the command line, with its surroundings.</summary>
internal sealed class CommandInvocation(Surroundings surroundings) : InvocationConfiguration
{
    public Surroundings Surroundings => surroundings;

    public static Surroundings Of(ParseResult parsed) =>
        parsed.InvocationConfiguration is CommandInvocation invocation ? invocation.Surroundings : throw new InvalidOperationException("A command is invoked by TandemCommands.RunAsync.");
}
