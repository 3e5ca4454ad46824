using System.Text.Json.Serialization;
using Tandem.Agent.Edits;

namespace Tandem.Agent.Tools;

/// <summary>Kinds of refusal by the names of the contract.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(EditErrorKind))]
internal sealed partial class EditNames : JsonSerializerContext;
