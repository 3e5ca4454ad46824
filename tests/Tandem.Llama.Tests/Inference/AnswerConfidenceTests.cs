using Tandem.Llama.Inference;
using Tandem.Llama.Sampling;
using Tandem.Llama.Tests.Models;

namespace Tandem.Llama.Tests.Inference;

public sealed class AnswerConfidenceTests : IDisposable
{
    private static readonly int[] s_prompt = [2, 3, 4, 5];

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_greedy_answer_of_a_calibrated_model_tells_how_likely_it_is_right()
    {
        using var model = Load(("tandem.calibration.slope", 2.0), ("tandem.calibration.offset", 0.5));
        var (tokens, chance) = await AnswerAsync(model, SamplingOptions.Greedy);

        using var session = model.CreateSession();
        var sum = 0.0;
        for (var length = 0; length < tokens.Count; length++)
        {
            var logits = await session.ComputeLogitsAsync([.. s_prompt, .. tokens.Take(length)], Token);
            sum += logits.Max() - Math.Log(logits.Sum(logit => Math.Exp(logit)));
        }

        var mean = Math.Max(-3, sum / tokens.Count);
        Assert.Equal(1 / (1 + Math.Exp(-(2 * mean + 0.5))), chance!.Value, 1e-3);
    }

    [Fact]
    public async Task A_sampled_answer_and_a_model_without_calibration_tell_nothing()
    {
        using var calibrated = Load(("tandem.calibration.slope", 2.0), ("tandem.calibration.offset", 0.5));
        using var plain = Load();

        Assert.Null((await AnswerAsync(calibrated, new SamplingOptions())).PSuccess);
        Assert.Null((await AnswerAsync(plain, SamplingOptions.Greedy)).PSuccess);
    }

    [Fact]
    public void A_refusal_is_never_right_however_probable_its_words()
    {
        var calibration = new AnswerCalibration(2, 3, "I am not sure");
        var (refusal, answer) = (new AnswerConfidence(calibration), new AnswerConfidence(calibration));
        refusal.Add([9, 0, 0]);
        answer.Add([9, 0, 0]);
        foreach (var piece in new[] { "I am", " not", " sure about this one." })
            refusal.Add(piece);
        answer.Add("I am sure.");

        Assert.Equal(0, refusal.PSuccess);
        Assert.True(answer.PSuccess > 0.9);
    }

    [Fact]
    public void A_calibration_that_is_no_number_is_none()
    {
        using var model = Load(("tandem.calibration.slope", double.NaN), ("tandem.calibration.offset", 0.5));
        Assert.Null(model.Calibration);
    }

    private LlamaModel Load(params (string, object)[] calibration) =>
        LlamaModel.Load(
            _folder.Save(new RandomModel { Width = 64, Heads = 4, FeedForward = 128, Context = 64, Extra = calibration }, $"{calibration.Length}.gguf"),
            new LlamaOptions { Threads = 2 });

    private static async Task<(IReadOnlyList<int> Tokens, double? PSuccess)> AnswerAsync(LlamaModel model, SamplingOptions sampling)
    {
        using var session = model.CreateSession();
        double? chance = null;
        await foreach (var update in session.GenerateAsync(s_prompt, new GenerationOptions { MaxTokens = 8, Sampling = sampling }, Token))
            chance = update.PSuccess;
        // The last token is sampled and not computed.
        var known = session.CachedTokens.Skip(s_prompt.Length).ToList();
        var logits = await session.ComputeLogitsAsync([.. s_prompt, .. known], Token);
        return ([.. known, Array.IndexOf(logits, logits.Max())], chance);
    }

    public void Dispose() => _folder.Dispose();
}
