using System.Text.Json.Serialization;

namespace Tandem.Agent.Tools;

/// <summary>Arguments of the built-in tools. Unknown members are refused: what was meant by them would be lost.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ReadFileArguments))]
[JsonSerializable(typeof(ListFilesArguments))]
[JsonSerializable(typeof(GrepArguments))]
[JsonSerializable(typeof(SearchArguments))]
[JsonSerializable(typeof(EditFileArguments))]
[JsonSerializable(typeof(ApplyPatchArguments))]
[JsonSerializable(typeof(WriteFileArguments))]
[JsonSerializable(typeof(RunCommandArguments))]
[JsonSerializable(typeof(GitArguments))]
[JsonSerializable(typeof(TodoArguments))]
[JsonSerializable(typeof(AskUserArguments))]
[JsonSerializable(typeof(SubAgentArguments))]
[JsonSerializable(typeof(FetchWebArguments))]
[JsonSerializable(typeof(DiagnosticsArguments))]
internal sealed partial class ToolJson : JsonSerializerContext;
