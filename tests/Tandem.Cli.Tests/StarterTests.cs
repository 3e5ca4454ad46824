using System.Text.Json;
using Tandem.ScriptedUpstream;

namespace Tandem.Cli.Tests;

/// <summary>A machine that has nothing: the built-in starter model answers, says so, and says how sure it is.</summary>
public sealed class StarterTests
{
    private const string Palindrome = "write a Python function that checks whether a string is a palindrome";

    private static readonly bool s_isBuiltIn = File.Exists(Path.Combine(AppContext.BaseDirectory, "tandem-starter.gguf"));

    [Fact]
    public async Task A_bare_machine_answers_a_basic_request_with_code_and_says_who_answered_and_what_to_add()
    {
        Assert.SkipUnless(s_isBuiltIn, "The starter model is not built into this checkout.");
        using var tandem = new TandemProgram();

        var asked = await tandem.RunAsync("", "ask", Palindrome);

        Assert.SkipWhen(!asked.Notes.Contains("● starter", StringComparison.Ordinal), "A model server runs on this machine.");
        Assert.Equal(0, asked.ExitCode);
        Assert.Contains("def is_palindrome(s):", asked.Output, StringComparison.Ordinal);
        Assert.Contains("s[::-1]", asked.Output, StringComparison.Ordinal);
        Assert.Contains("built-in starter model. Add a real Llama", asked.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_doctor_of_a_bare_machine_hears_it_answer()
    {
        Assert.SkipUnless(s_isBuiltIn, "The starter model is not built into this checkout.");
        using var tandem = new TandemProgram();

        var checkup = await tandem.RunAsync("", "doctor");

        Assert.SkipWhen(!checkup.Output.Contains("model starter", StringComparison.Ordinal), "A model server runs on this machine.");
        Assert.Equal(0, checkup.ExitCode);
        Assert.Matches(@"ok\s+model starter\s+\S*tandem-starter\.gguf answered", checkup.Output);
    }

    [Fact]
    public async Task What_lies_beyond_it_is_refused_or_comes_with_a_warning_and_the_result_says_how_likely_it_is_right()
    {
        Assert.SkipUnless(s_isBuiltIn, "The starter model is not built into this checkout.");
        using var tandem = new TandemProgram();
        const string Hard = "Design a lock-free skip list with safe memory reclamation and prove that it is linearizable under concurrency.";

        var asked = await tandem.RunAsync("", "ask", Hard);
        var told = await tandem.RunAsync("", "ask", "--json", Palindrome);

        Assert.SkipWhen(!asked.Notes.Contains("● starter", StringComparison.Ordinal), "A model server runs on this machine.");
        Assert.True(
            asked.Notes.Contains("starter cannot answer this", StringComparison.Ordinal) || asked.Notes.Contains("starter is not sure of this answer", StringComparison.Ordinal),
            asked.Output + asked.Notes);
        using var result = JsonDocument.Parse(told.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]);
        Assert.InRange(result.RootElement.GetProperty("p_success").GetDouble(), 0.5, 1);
    }

    [Fact]
    public async Task Beside_a_configured_model_it_is_no_candidate_and_never_a_failover()
    {
        var llama = await FakeUpstream.StartAsync(Reply.Stream("x"));
        await using var gpt4 = await FakeUpstream.StartAsync(Reply.Stream("x"));
        using var tandem = new TandemProgram();
        tandem.Configure(llama, gpt4, "routing: { policies: { house: { pool: [llama] } }, policy: house }");
        await llama.DisposeAsync();

        var asked = await tandem.RunAsync("", "ask", "--why", Palindrome);

        Assert.Equal((4, ""), (asked.ExitCode, asked.Output));
        Assert.DoesNotContain("starter", asked.Notes, StringComparison.Ordinal);
    }
}
