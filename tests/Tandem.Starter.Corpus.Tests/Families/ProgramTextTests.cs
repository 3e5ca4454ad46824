using Tandem.Starter.Corpus.Families;

namespace Tandem.Starter.Corpus.Tests.Families;

public sealed class ProgramTextTests
{
    [Fact]
    public void A_recursive_function_calls_itself_by_the_name_the_user_gave() => Assert.Equal(
        "def foo(n):\n    return 1 if n < 2 else n * foo(n - 1)",
        ProgramText.Function(TestFamilies.Of("factorial_recursive"), TargetLanguage.Python, "foo"));

    [Fact]
    public void TypeScript_shares_the_body_of_JavaScript_and_adds_the_types() => Assert.Equal(
        "function sumValues(map: Record<string, number>): number {\n    return Object.values(map).reduce((sum, x) => sum + x, 0);\n}",
        ProgramText.Function(TestFamilies.Of("sum_values"), TargetLanguage.TypeScript));

    [Fact]
    public void A_keyword_of_CSharp_is_escaped_where_it_names_a_parameter() => Assert.StartsWith(
        "public static long Power(int @base, int exponent)\n{", ProgramText.Function(TestFamilies.Of("power"), TargetLanguage.CSharp), StringComparison.Ordinal);

    [Theory]
    [InlineData(nameof(TargetLanguage.Python), "is_leap_year")]
    [InlineData(nameof(TargetLanguage.TypeScript), "isLeapYear")]
    [InlineData(nameof(TargetLanguage.CSharp), "IsLeapYear")]
    public void A_name_is_spelled_as_the_language_does(string language, string name) =>
        Assert.Equal(name, ProgramText.OwnName("is_leap_year", Enum.Parse<TargetLanguage>(language)));
}
