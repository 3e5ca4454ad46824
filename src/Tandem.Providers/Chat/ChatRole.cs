namespace Tandem.Providers.Chat;

/// <summary>Who speaks.</summary>
public enum ChatRole
{
    User,
    Assistant,

    /// <summary>Instructions in the middle of a conversation.</summary>
    Developer,
}
