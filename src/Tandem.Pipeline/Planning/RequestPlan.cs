using Tandem.Pipeline.Ledger;
using Tandem.Pipeline.Models;
using Tandem.Pipeline.Privacy;

namespace Tandem.Pipeline.Planning;

/// <summary>A request that may be sent: decided, and its money reserved.</summary>
/// <param name="Order">Models to try, the choice first; all are within the reservation.</param>
internal sealed record RequestPlan(
    PipelineCall Call, DecisionEntry Decision, IReadOnlyList<PooledModel> Order, DataClassification Class, bool PrivacyOverride);
