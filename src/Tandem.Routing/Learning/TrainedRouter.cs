using Tandem.Routing.Features;
using Tandem.Routing.Outcomes;
using Tandem.Routing.Training;

namespace Tandem.Routing.Learning;

/// <summary>A router learned from recorded outcomes: reads a prompt once, then says the expected score of any model. Safe for concurrent use.</summary>
public sealed class TrainedRouter
{
    private const string Resource = "Tandem.Routing.router.bin";

    private static readonly Lazy<TrainedRouter> s_shipped = new(LoadShipped);

    private readonly LearnedRouter _router;

    private TrainedRouter(LearnedRouter router) => _router = router;

    /// <summary>The router that comes with the product (models/router/CARD.md). Loaded at first use, once.</summary>
    public static TrainedRouter Shipped => s_shipped.Value;

    public string Version => _router.Version;

    /// <summary>Models that training had outcomes of, by ordinal order of their names.</summary>
    public IReadOnlyList<string> Models => [.. _router.Models.Keys.Order(StringComparer.Ordinal)];

    /// <exception cref="TrainingException">The rows do not allow it.</exception>
    public static TrainedRouter Train(IEnumerable<OutcomeRow> rows, TrainingOptions options) => new(RouterTrainer.Train(rows, options));

    /// <exception cref="RouterFormatException">Not a router, damaged, or of another version.</exception>
    public static TrainedRouter Load(Stream stream) => new(RouterFile.Load(stream));

    public void Save(Stream stream) => RouterFile.Save(_router, stream);

    public PromptReading Read(string prompt) => Read(prompt, PromptCircumstances.None);

    /// <param name="circumstances">What is known beside the text.</param>
    public PromptReading Read(string prompt, PromptCircumstances circumstances) =>
        new(_router, _router.Read(PromptFeatures.Of(prompt), circumstances));

    private static TrainedRouter LoadShipped()
    {
        using var stream = typeof(TrainedRouter).Assembly.GetManifestResourceStream(Resource)
            ?? throw new RouterFormatException("This build holds no router; give one with --router.");
        return Load(stream);
    }
}
