namespace Tandem.Engine.Tests.Scenarios;

/// <summary>The same for scenarios that run real commands, of which each takes many processes: one by default, all with <c>TANDEM_SLOW_TESTS=1</c>.</summary>
internal sealed class CommandSeeds : TheoryData<int>
{
    public CommandSeeds()
    {
        Add(1);
        if (Environment.GetEnvironmentVariable("TANDEM_SLOW_TESTS") == "1") AddRange(2, 3);
    }
}
