using Tandem.Llama.Grammars;
using Tandem.Llama.Sampling;
using Tandem.Llama.Tests.Models;

namespace Tandem.Llama.Tests.Inference;

public sealed class SessionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LlamaModel _model;

    public SessionTests()
    {
        var path = _folder.Save(new RandomModel { Width = 64, Heads = 4, FeedForward = 128, Context = 128 });
        _model = LlamaModel.Load(path, new LlamaOptions { Threads = 2, BatchTokens = 16 });
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_prompt_in_batches_gives_the_logits_of_the_prompt_token_by_token()
    {
        int[] prompt = [.. Enumerable.Range(0, 40).Select(i => i * 7 % 200 + 2)];
        using var whole = _model.CreateSession();
        using var single = _model.CreateSession();
        var expected = await whole.ComputeLogitsAsync(prompt, Token);
        for (var length = 1; length < prompt.Length; length++)
            await single.ComputeLogitsAsync(prompt[..length], Token);
        var actual = await single.ComputeLogitsAsync(prompt, Token);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-2f));
    }

    [Fact]
    public async Task The_next_turn_computes_only_what_is_new_and_answers_as_if_it_had_computed_all()
    {
        using var session = _model.CreateSession();
        using var fresh = _model.CreateSession();
        var first = await AnswerAsync(session, [2, 3, 4, 5, 6, 7, 8, 9]);
        Assert.Equal(0, first.Usage.CachedTokens);

        int[] next = [2, 3, 4, 5, 6, 50, 51, 52];
        var second = await AnswerAsync(session, next);

        Assert.Equal(5, second.Usage.CachedTokens);
        Assert.Equal((await AnswerAsync(fresh, next)).Text, second.Text);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_answer_and_another_seed_another()
    {
        async Task<string> With(int seed)
        {
            using var session = _model.CreateSession();
            return (await AnswerAsync(session, [9, 8, 7], new() { Sampling = new() { Seed = seed, Temperature = 1.5f, TopK = 0, TopP = 1, MinP = 0 } })).Text;
        }

        Assert.Equal(await With(1), await With(1));
        Assert.NotEqual(await With(1), await With(2));
    }

    [Fact]
    public async Task A_stop_string_ends_the_answer_and_is_not_part_of_it()
    {
        using var session = _model.CreateSession();
        var full = await AnswerAsync(session, [10, 11, 12]);
        var stop = full.Text.Substring(4, 2);
        var cut = await AnswerAsync(session, [10, 11, 12], new() { Sampling = SamplingOptions.Greedy, StopStrings = [stop] });
        Assert.Equal(full.Text[..full.Text.IndexOf(stop, StringComparison.Ordinal)], cut.Text);
        Assert.Equal(GenerationFinish.StopString, cut.Finish);
    }

    [Fact]
    public async Task A_prompt_that_fills_the_context_is_refused_and_the_session_lives_on()
    {
        using var session = _model.CreateSession();
        var error = await Assert.ThrowsAsync<ContextOverflowException>(() => AnswerAsync(session, new int[128]));
        Assert.Equal(128, error.ContextTokens);
        Assert.NotEmpty((await AnswerAsync(session, [3])).Text);
    }

    [Fact]
    public async Task An_answer_ends_where_the_context_is_full()
    {
        using var session = _model.CreateSession();
        var answer = await AnswerAsync(session, [.. Enumerable.Repeat(5, 120)], new() { Sampling = new() { Temperature = 2 } });
        Assert.Equal(GenerationFinish.Length, answer.Finish);
        Assert.True(answer.Usage.GeneratedTokens <= 8);
    }

    [Fact]
    public async Task Cancelling_stops_within_a_token_and_keeps_what_was_computed()
    {
        using var session = _model.CreateSession();
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var pieces = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var update in session.GenerateAsync([2, 3, 4], new() { Sampling = SamplingOptions.Greedy }, cancellation.Token))
            {
                if (++pieces == 3)
                    await cancellation.CancelAsync();
            }
        });
        Assert.Equal(3, pieces);
        Assert.Equal([2, 3, 4], session.CachedTokens.Take(3));
        Assert.True((await AnswerAsync(session, [2, 3, 4, 5])).Usage.CachedTokens >= 3);
    }

    [Fact]
    public async Task Two_conversations_on_one_model_do_not_disturb_each_other()
    {
        using var one = _model.CreateSession();
        using var two = _model.CreateSession();
        var alone = (await AnswerAsync(one, [20, 21])).Text;
        using var again = _model.CreateSession();
        var together = await Task.WhenAll(AnswerAsync(again, [20, 21]), AnswerAsync(two, [30, 31, 32]));
        Assert.Equal(alone, together[0].Text);
    }

    [Fact]
    public async Task One_session_does_not_generate_twice_at_once()
    {
        using var session = _model.CreateSession();
        await using var first = session.GenerateAsync([2, 3], new() { Sampling = SamplingOptions.Greedy }, Token).GetAsyncEnumerator(Token);
        await first.MoveNextAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => AnswerAsync(session, [4]));
    }

    [Fact]
    public async Task Random_weights_still_write_what_the_grammar_says()
    {
        using var session = _model.CreateSession();
        var grammar = Grammar.Parse("root ::= \"[\" [0-9]{3} (\",\" [0-9]{3}){1,4} \"]\"");
        for (var seed = 0; seed < 5; seed++)
        {
            var answer = await AnswerAsync(session, [2, 3, 4 + seed], new() { Grammar = grammar, Sampling = new() { Seed = seed } });
            Assert.Matches(@"^\[\d{3}(,\d{3}){1,4}\]$", answer.Text);
            Assert.Equal(GenerationFinish.EndToken, answer.Finish);
        }
    }

    [Fact]
    public async Task A_token_outside_the_vocabulary_is_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => _model.CreateSession().ComputeLogitsAsync([_model.VocabularySize], Token));

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    private static async Task<Answer> AnswerAsync(LlamaSession session, int[] prompt, GenerationOptions? options = null)
    {
        var text = "";
        options ??= new() { Sampling = SamplingOptions.Greedy, MaxTokens = 24 };
        await foreach (var update in session.GenerateAsync(prompt, options, Token))
        {
            text += update.Text;
            if (update.Finish is { } finish)
                return new Answer(text, finish, update.Usage);
        }

        throw new InvalidOperationException("The answer did not end.");
    }

    private sealed record Answer(string Text, GenerationFinish Finish, GenerationUsage Usage);
}
