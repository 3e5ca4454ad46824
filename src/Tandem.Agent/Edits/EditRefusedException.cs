namespace Tandem.Agent.Edits;

/// <summary>Ends the work on a reply; <see cref="EditEngine"/> turns it into a result.</summary>
internal sealed class EditRefusedException(EditErrorKind kind, string message, string? path = null, string? hint = null)
    : Exception(message)
{
    public EditErrorKind Kind => kind;

    public string? Path => path;

    public string? Hint => hint;

    public EditError ToError() => new() { Kind = kind, Message = Message, Path = path, Hint = hint };
}
