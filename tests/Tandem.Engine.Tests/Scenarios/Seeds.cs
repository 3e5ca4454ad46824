namespace Tandem.Engine.Tests.Scenarios;

/// <summary>The three ways in which each scenario's streams are cut.</summary>
internal sealed class Seeds : TheoryData<int>
{
    public Seeds() => AddRange(1, 2, 3);
}
