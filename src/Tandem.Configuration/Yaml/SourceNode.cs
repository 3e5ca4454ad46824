namespace Tandem.Configuration.Yaml;

/// <summary>A part of a YAML text with its place; lines and columns from 1.</summary>
internal abstract record SourceNode(int Line, int Column);

/// <param name="Text">Without quotes.</param>
/// <param name="Kind">What YAML 1.2's core schema makes of it.</param>
internal sealed record SourceScalar(int Line, int Column, string Text, ScalarKind Kind) : SourceNode(Line, Column);

internal sealed record SourceList(int Line, int Column, IReadOnlyList<SourceNode> Items) : SourceNode(Line, Column);

/// <summary>Keys are unique, in the order of the text.</summary>
internal sealed record SourceMap(int Line, int Column, IReadOnlyList<SourceEntry> Entries) : SourceNode(Line, Column);

internal sealed record SourceEntry(SourceScalar Key, SourceNode Value);
