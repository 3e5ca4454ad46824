namespace Tandem.Providers.Wire;

/// <summary>Heads of translated answers.</summary>
internal static class AnswerHeads
{
    /// <summary>Ids are unique: clients refer to messages by them.</summary>
    public static AnswerHead Of(ModelRequest request, ModelOptions model, TimeProvider time)
    {
        var now = time.GetUtcNow();
        return new AnswerHead(Guid.CreateVersion7(now).ToString("N"), model.Name, now, request.Outline.WantsUsage);
    }
}
