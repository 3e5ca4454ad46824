using System.Text.Json.Serialization;

namespace Tandem.Cli.Interactive;

/// <summary>What the interactive session keeps in files.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class InteractiveJson : JsonSerializerContext;
