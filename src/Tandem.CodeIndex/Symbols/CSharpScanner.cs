using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tandem.CodeIndex.Symbols;

/// <summary>Outlines C# with the compiler's own parser.</summary>
/// <remarks>The one type that touches Roslyn: a repository without C# never loads it.</remarks>
internal static class CSharpScanner
{
    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview, DocumentationMode.None);

    public static List<Symbol> Scan(string text, LineMap lines, CancellationToken cancellationToken)
    {
        var tree = CSharpSyntaxTree.ParseText(text, Options, cancellationToken: cancellationToken);
        var found = new List<Symbol>();
        Visit(tree.GetRoot(cancellationToken), "", lines, found, 0);
        return found;
    }

    private static void Visit(SyntaxNode node, string container, LineMap lines, List<Symbol> found, int depth)
    {
        if (depth > 64) return; // Generated or hostile nesting.
        foreach (var child in node.ChildNodes())
        {
            if (Name(child) is var (name, kind))
            {
                found.Add(new Symbol(name, container, kind, lines.LineOf(child.Span.Start), lines.LineOf(Math.Max(child.Span.Start, child.Span.End - 1))));
                if (child is BaseTypeDeclarationSyntax) Visit(child, container.Length == 0 ? name : container + "." + name, lines, found, depth + 1);
            }
            else if (child is BaseNamespaceDeclarationSyntax or GlobalStatementSyntax) Visit(child, container, lines, found, depth + 1);
            else if (child is BaseFieldDeclarationSyntax fields) AddFields(fields, container, lines, found);
        }
    }

    private static (string Name, string Kind)? Name(SyntaxNode node) => node switch
    {
        ClassDeclarationSyntax type => (type.Identifier.Text, "class"),
        StructDeclarationSyntax type => (type.Identifier.Text, "struct"),
        InterfaceDeclarationSyntax type => (type.Identifier.Text, "interface"),
        RecordDeclarationSyntax type => (type.Identifier.Text, "record"),
        EnumDeclarationSyntax type => (type.Identifier.Text, "enum"),
        DelegateDeclarationSyntax type => (type.Identifier.Text, "delegate"),
        MethodDeclarationSyntax member => (member.Identifier.Text, "method"),
        ConstructorDeclarationSyntax member => (member.Identifier.Text, "constructor"),
        PropertyDeclarationSyntax member => (member.Identifier.Text, "property"),
        EventDeclarationSyntax member => (member.Identifier.Text, "event"),
        IndexerDeclarationSyntax => ("this[]", "indexer"),
        OperatorDeclarationSyntax member => ("operator" + member.OperatorToken.Text, "operator"),
        EnumMemberDeclarationSyntax member => (member.Identifier.Text, "constant"),
        LocalFunctionStatementSyntax member => (member.Identifier.Text, "function"),
        _ => null,
    };

    private static void AddFields(BaseFieldDeclarationSyntax fields, string container, LineMap lines, List<Symbol> found)
    {
        var (line, endLine) = (lines.LineOf(fields.Span.Start), lines.LineOf(Math.Max(fields.Span.Start, fields.Span.End - 1))); // Roslyn counts more kinds of line ends than editors do.
        foreach (var variable in fields.Declaration.Variables)
            found.Add(new Symbol(variable.Identifier.Text, container, "field", line, endLine));
    }
}
