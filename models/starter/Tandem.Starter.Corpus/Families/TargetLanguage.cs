namespace Tandem.Starter.Corpus.Families;

/// <summary>The programming languages the starter model answers in. Python is the one it takes when none is named.</summary>
internal enum TargetLanguage
{
    Python,
    JavaScript,
    TypeScript,
    CSharp,
}
