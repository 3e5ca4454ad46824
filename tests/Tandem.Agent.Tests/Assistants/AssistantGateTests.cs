using Tandem.Agent.Assistants;
using Tandem.Agent.Tests.Evaluators;
using Tandem.Agent.Verification;
using Tandem.Pipeline.Errors;
using Tandem.ScriptedUpstream;

namespace Tandem.Agent.Tests.Assistants;

public sealed class AssistantGateTests
{
    private const string Short = """
        ---
        description: Says it shortly.
        evaluators:
          - length: { max_words: 5 }
        hand_off: Ask a person.
        ---
        Be short.
        """;

    private const string Long = "one two three four five six seven";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Shows_a_draft_that_passes_and_nothing_before_it()
    {
        await using var bench = await GateBench.StartAsync([Reply.Stream("Use ", "a map.")], [Reply.Status(500)]);

        var answer = await bench.AskAsync(GateBench.Read(Short), "How?");

        Assert.Equal("Use a map.", answer.Text);
        Assert.IsType<DraftHeld>(answer.Events[0]);
        Assert.Equal(Verdict.Pass, Assert.Single(answer.Events.OfType<DraftJudged>()).Verdict);
        Assert.Contains("Be short.", Assert.Single(bench.Llama.Requests).Text);
        Assert.Empty(bench.Gpt4.Requests);
    }

    [Fact]
    public async Task Lets_the_author_repair_with_the_evaluators_word()
    {
        await using var bench = await GateBench.StartAsync([Reply.Stream(Long), Reply.Stream("Use a map.")], [Reply.Status(500)]);

        var answer = await bench.AskAsync(GateBench.Read(Short), "How?");

        Assert.Equal("Use a map.", answer.Text);
        Assert.Contains("at most 5 words", bench.Llama.Requests[1].Text);
        Assert.Contains(Long, bench.Llama.Requests[1].Text);
        Assert.Empty(bench.Gpt4.Requests);
    }

    [Fact]
    public async Task Escalates_to_the_other_model_and_then_to_a_person_and_keeps_the_outcomes()
    {
        await using var bench = await GateBench.StartAsync([Reply.Stream(Long)], [Reply.Stream(Long)]);

        var answer = await bench.AskAsync(GateBench.Read(Short), "How?");

        Assert.Equal("Ask a person.", answer.Text);
        Assert.True(answer.IsHandedOver);
        Assert.Equal(2, bench.Llama.Requests.Count);
        Assert.Single(bench.Gpt4.Requests);
        Assert.Equal([("llama", "gpt-4"), ("gpt-4", null)], answer.Events.OfType<DraftEscalated>().Select(one => (one.From, one.To)));
        var decisions = answer.Events.OfType<DraftDecided>().ToList();
        Assert.Equal(["write", "repair", "escalate"], decisions.Select(one => one.Purpose));
        Assert.Equal("verification-failed", decisions[^1].Decision.Boundary);
    }

    [Fact]
    public async Task Streams_where_there_is_nothing_to_judge()
    {
        await using var bench = await GateBench.StartAsync([Reply.Stream("Hel", "lo")], [Reply.Status(500)]);

        var answer = await bench.AskAsync(GateBench.Shipped("code"), "hi");

        Assert.Equal("Hello", answer.Text);
        Assert.True(answer.Events.OfType<AnswerPiece>().Count() > 2);
        Assert.Empty(answer.Events.OfType<DraftHeld>());
    }

    [Fact]
    public async Task The_judge_is_another_model_and_one_that_cannot_judge_hands_over_without_a_dearer_draft()
    {
        const string Judged = """
            ---
            description: Is judged.
            evaluators: [ { judge: "It is polite." } ]
            hand_off: Ask a person.
            ---
            Be polite.
            """;
        await using var bench = await GateBench.StartAsync(
            [Reply.Stream("Go away."), Reply.Stream("Please wait.")],
            [Reply.Stream("{\"pass\": false, \"why\": \"Be kind.\"}"), Reply.Stream("{\"pass\": true, \"why\": \"\"}"), Reply.Stream("no idea")]);

        var answer = await bench.AskAsync(GateBench.Read(Judged), "Hello?");
        var unjudged = await bench.AskAsync(GateBench.Read(Judged), "Hello again?");

        Assert.Equal("Please wait.", answer.Text);
        Assert.Contains("Be kind.", bench.Llama.Requests[1].Text);
        Assert.Equal("Ask a person.", unjudged.Text);
        Assert.Equal(3, bench.Llama.Requests.Count);
    }

    [Fact]
    public async Task The_tutor_keeps_its_students_on_local_models()
    {
        await using var bench = await GateBench.StartAsync([Reply.Stream("391")], [Reply.Stream("What is 17 * 3?")]);

        var answer = await bench.AskAsync(GateBench.Shipped("tutor"), "What is 17 * 23?");
        var named = await Assert.ThrowsAsync<RequestException>(async () =>
        {
            var call = bench.Call(GateBench.Shipped("tutor"), "What is 17 * 23?");
            await foreach (var _ in bench.Gate.RunAsync(call with { Template = call.Template with { PinnedModel = "gpt-4" } }, Token))
            {
            }
        });

        Assert.True(answer.IsHandedOver);
        Assert.Equal(ErrorKind.PrivacyRefused, named.Kind);
        Assert.Empty(bench.Gpt4.Requests);
    }

    [Fact]
    public async Task No_blurt_of_a_scripted_model_gets_through_the_tutor()
    {
        var blurts = Blurts.All;
        // Each is blurted out twice: as the draft and as its repair.
        await using var bench = await GateBench.StartAsync([.. blurts.SelectMany(blurt => Enumerable.Repeat(Reply.Stream(blurt.Answer), 2))], [Reply.Status(500)]);
        var tutor = GateBench.Shipped("tutor");

        foreach (var (way, turns, _) in blurts)
            Assert.True((await bench.AskAsync(tutor, turns)).Text == tutor.HandOff.TrimEnd(), way);

        Assert.Equal(blurts.Count * 2, bench.Llama.Requests.Count);
        Assert.Empty(bench.Gpt4.Requests);
    }

    [Fact]
    public async Task The_tutor_repairs_a_blurt_into_a_hint()
    {
        await using var bench = await GateBench.StartAsync([Reply.Stream("def reverse(s): return s[::-1] Ok?"), Reply.Stream("Which letter of \"cat\" comes first in the result?")], [Reply.Status(500)]);

        var answer = await bench.AskAsync(GateBench.Shipped("tutor"), "Write reverse(s)");

        Assert.Equal("Which letter of \"cat\" comes first in the result?", answer.Text);
        Assert.DoesNotContain("[::-1]", string.Join('\n', answer.Events.OfType<DraftEscalated>().Select(one => one.Because)));
        Assert.Contains("step 1 of 4", bench.Llama.Requests[0].Text);
    }

    [Fact]
    public async Task The_helpdesk_answers_from_its_documents_and_proves_it()
    {
        await using var bench = await GateBench.StartAsync([Reply.Stream("The port is 4747 (docs/gateway.md:3)."), Reply.Stream("It is 80 (docs/other.md:1).")], [Reply.Status(500)]);
        Directory.CreateDirectory(Path.Combine(bench.Folder, "docs"));
        await File.WriteAllTextAsync(Path.Combine(bench.Folder, "docs/gateway.md"), "# Gateway\n\nThe gateway listens on port 4747.\n", Token);
        var helpdesk = GateBench.Shipped("helpdesk");

        var answer = await bench.AskAsync(helpdesk, "On which port does the gateway listen?");
        var invented = await bench.AskAsync(helpdesk, "On which port does the gateway listen?");

        Assert.Equal("The port is 4747 (docs/gateway.md:3).", answer.Text);
        Assert.Contains("3: The gateway listens on port 4747.", bench.Llama.Requests[0].Text);
        Assert.True(invented.IsHandedOver);
    }

    [Fact]
    public async Task A_budget_for_one_answer_ends_the_drafts()
    {
        var poor = Short.Replace("hand_off", "model: gpt-4\nbudget: { limit_usd: 0 }\nhand_off");
        await using var bench = await GateBench.StartAsync([Reply.Stream(Long)], [Reply.Stream(Long)]);

        var answer = await bench.AskAsync(GateBench.Read(poor), "How?");

        Assert.True(answer.IsHandedOver);
        Assert.Single(bench.Gpt4.Requests);
        Assert.Empty(bench.Llama.Requests);
    }
}
