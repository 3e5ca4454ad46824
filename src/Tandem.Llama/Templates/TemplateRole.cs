namespace Tandem.Llama.Templates;

/// <summary>Who speaks. What tools return comes as a user's turn.</summary>
internal enum TemplateRole
{
    System,
    User,
    Assistant,
}

/// <summary>One turn as the template sees it.</summary>
internal readonly record struct TemplateTurn(TemplateRole Role, string Content);
