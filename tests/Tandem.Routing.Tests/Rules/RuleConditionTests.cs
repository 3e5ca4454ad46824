using Tandem.Routing.Rules;

namespace Tandem.Routing.Tests.Rules;

public sealed class RuleConditionTests
{
    private static readonly RouteQuery Query = Pools.Query("x", DataClass.Private) with
    {
        Task = TaskKind.Review, Language = "CSharp", InputBytes = 100, ToolCount = 1, Paths = ["src/Auth/Login.cs", "README.md"],
    };

    private static readonly RuleCondition All = new()
    {
        Path = "src/Auth/**", Task = TaskKind.Review, Language = "csharp", DataClass = DataClass.Private, MinBytes = 100, MaxBytes = 100, Tools = true,
    };

    [Fact]
    public void An_empty_condition_holds_always() => Assert.True(new RuleCondition().Holds(Query));

    [Fact]
    public void One_path_of_several_is_enough() => Assert.True(All.Holds(Query));

    [Fact]
    public void Every_part_that_is_given_must_hold() => Assert.All(
        new[]
        {
            All with { Path = "src/Web/**" }, All with { Task = TaskKind.Fix }, All with { Language = "python" }, All with { DataClass = DataClass.Shareable },
            All with { MinBytes = 101 }, All with { MaxBytes = 99 }, All with { Tools = false },
        },
        condition => Assert.False(condition.Holds(Query)));

    [Fact]
    public void Without_tools_only_a_rule_for_no_tools_holds()
    {
        Assert.True(new RuleCondition { Tools = false }.Holds(Query with { ToolCount = 0 }));
        Assert.False(new RuleCondition { Tools = true }.Holds(Query with { ToolCount = 0 }));
    }

    [Fact]
    public void A_request_without_a_language_is_of_no_language() => Assert.False(new RuleCondition { Language = "csharp" }.Holds(Query with { Language = null }));
}
