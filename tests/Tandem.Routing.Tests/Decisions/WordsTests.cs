using Tandem.Routing.Decisions;

namespace Tandem.Routing.Tests.Decisions;

public sealed class WordsTests
{
    [Fact]
    public void Zones_and_classes_read_as_in_the_configuration() =>
        Assert.Equal(["local", "external", "shareable", "private"], [Words.Of(Zone.Local), Words.Of(Zone.External), Words.Of(DataClass.Shareable), Words.Of(DataClass.Private)]);

    [Fact]
    public void Tasks_and_boundaries_are_lower_case_with_dashes() => Assert.Equal(
        ["code-gen", "commit-message", "chat", "user-turn", "verification-failed"],
        [Words.Of(TaskKind.CodeGeneration), Words.Of(TaskKind.CommitMessage), Words.Of(TaskKind.Chat), Words.Of(Boundary.UserTurn), Words.Of(Boundary.VerificationFailed)]);

    [Fact]
    public void Capabilities_are_listed_in_their_order_and_none_is_nothing()
    {
        Assert.Equal("tools, vision", Words.Of(Capabilities.Vision | Capabilities.Tools));
        Assert.Equal("", Words.Of(Capabilities.None));
    }
}
