using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Tandem.Cli.Searching;
using Tandem.Cli.Sessions;
using Tandem.Pipeline.Ledger;

namespace Tandem.Cli;

/// <summary>What <c>--json</c> prints.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(DecisionEntry))]
[JsonSerializable(typeof(DecisionEvent))]
[JsonSerializable(typeof(AttemptEvent))]
[JsonSerializable(typeof(TextPieceEvent))]
[JsonSerializable(typeof(ErrorEvent))]
[JsonSerializable(typeof(ResultEvent))]
[JsonSerializable(typeof(PlacesEvent))]
[JsonSerializable(typeof(HeldEvent))]
[JsonSerializable(typeof(JudgedEvent))]
[JsonSerializable(typeof(EscalationEvent))]
[JsonSerializable(typeof(AssistantLine))]
[JsonSerializable(typeof(CaseLine))]
[JsonSerializable(typeof(UsageLine))]
[JsonSerializable(typeof(VerifyLine))]
[JsonSerializable(typeof(ConsentLine))]
[JsonSerializable(typeof(TrustLine))]
[JsonSerializable(typeof(FindingEvent))]
[JsonSerializable(typeof(ReviewedEvent))]
[JsonSerializable(typeof(CommitEvent))]
[JsonSerializable(typeof(UndoLine))]
[JsonSerializable(typeof(CheckpointLine))]
[JsonSerializable(typeof(ModelLine))]
[JsonSerializable(typeof(BudgetLine))]
[JsonSerializable(typeof(PlaceLine))]
[JsonSerializable(typeof(BatchQuestion))]
[JsonSerializable(typeof(BatchAnswer))]
[JsonSerializable(typeof(IndexLine))]
[JsonSerializable(typeof(MapLine))]
[JsonSerializable(typeof(ListeningEvent))]
[JsonSerializable(typeof(CreatedKeyLine))]
[JsonSerializable(typeof(KeyLine))]
[JsonSerializable(typeof(ReplayLine))]
[JsonSerializable(typeof(CollectLine))]
[JsonSerializable(typeof(ModelProbeLine))]
[JsonSerializable(typeof(SessionLine))]
[JsonSerializable(typeof(EntryLine))]
internal sealed partial class CliJson : JsonSerializerContext
{
    /// <summary>Readable for people too: no letter is escaped that JSON allows. Line breaks are, so that an event stays one line.</summary>
    private static JsonSerializerOptions Readable => field ??= new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Line<T>(T value) => JsonSerializer.Serialize(value, (JsonTypeInfo<T>)Readable.GetTypeInfo(typeof(T)));
}
