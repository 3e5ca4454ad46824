using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tandem.Llama.Grammars;

[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class GrammarJson : JsonSerializerContext;
