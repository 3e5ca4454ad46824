using Tandem.Starter.Corpus.Families;

namespace Tandem.Starter.Corpus.Tests.Families;

public sealed class FamilyReaderTests
{
    [Fact]
    public void A_head_gives_the_name_the_parameters_and_the_result()
    {
        var family = TestFamilies.Of("filter_map");

        Assert.Equal([new Parameter("map", "map<string,int>"), new Parameter("limit", "int")], family.Parameters);
        Assert.Equal("map<string,int>", family.ReturnType);
    }

    [Fact]
    public void Cases_are_read_with_brackets_and_semicolons_inside_of_strings()
    {
        var cases = TestFamilies.Of("balanced_parentheses").Cases;

        Assert.Equal(["{[()]}", "(]", "((", "a(b)c"], cases.Select(c => (string?)c.Arguments[0]));
        Assert.Equal([true, false, false, true], cases.Select(c => (bool?)c.Expected ?? false));
    }

    [Fact]
    public void Every_function_has_a_case_and_code_in_four_languages() => Assert.All(
        TestFamilies.All.Where(f => f.Kind == FamilyKind.Function), family =>
        {
            Assert.NotEmpty(family.Cases);
            Assert.Equal(4, family.Code.Count);
        });

    [Fact]
    public void Names_are_unique() => Assert.Equal(TestFamilies.All.Count, TestFamilies.All.DistinctBy(family => family.Id).Count());
}
