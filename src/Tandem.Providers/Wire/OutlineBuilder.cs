using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Unicode;
using Tandem.Routing;

namespace Tandem.Providers.Wire;

/// <summary>Collects what a dialect's scan finds. Texts are kept as ranges of the body; only head and tail of the last user turn become a string.</summary>
internal sealed class OutlineBuilder(ReadOnlyMemory<byte> body)
{
    private readonly List<TextRange> system = [];
    private List<TextRange> message = [];
    private List<TextRange> firstUser = [];
    private List<TextRange> lastUser = [];
    private bool userSeen;
    private bool toolResultInMessage;
    private ulong seen;

    public string? Model { get; set; }

    public bool Stream { get; set; }

    public bool WantsUsage { get; set; }

    public int? MaxOutputTokens { get; set; }

    public int ChoiceCount { get; set; } = 1;

    public int ToolCount { get; set; }

    public long TextBytes { get; set; }

    public int ImageCount { get; set; }

    public bool HasImageAddress { get; set; }

    public Capabilities Needs { get; set; }

    public bool HasSignedReasoning { get; set; }

    public bool HasForeignReasoning { get; set; }

    public int MessageCount { get; private set; }

    public SpliceMap Splice { get; set; }

    /// <summary>Reads one member of the body, from its name to its value's last token, or one item of a list.</summary>
    public delegate void MemberScan(ref Utf8JsonReader reader, OutlineBuilder outline);

    /// <summary>Walks over the body once.</summary>
    /// <param name="missing">What to say where no message was found; null = none is needed.</param>
    /// <exception cref="RequestFormatException">Not UTF-8, no JSON object, deeper than 64, or of another shape.</exception>
    public RequestOutline Scan(MemberScan member, string? missing)
    {
        try
        {
            var reader = Open();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName) member(ref reader, this);
            while (reader.Read()) { } // Text behind the closing brace is an error.
            return missing is null || MessageCount > 0 ? Build() : throw new RequestFormatException(missing);
        }
        catch (JsonException error)
        {
            throw new RequestFormatException($"The body is not valid JSON at line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1} (or nests deeper than 64).", error);
        }
        catch (InvalidOperationException error) { throw new RequestFormatException("A text of the body holds half a surrogate pair.", error); }
    }

    private Utf8JsonReader Open()
    {
        if (!Utf8.IsValid(body.Span)) throw new RequestFormatException("The body is not valid UTF-8.");
        var reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = 64 });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new RequestFormatException("The body must be a JSON object.");
        Splice = Splice with { ObjectStart = (int)reader.BytesConsumed };
        return reader;
    }

    /// <summary>Refuses a decisive key that stands twice: two readers could read the body differently.</summary>
    public void Once(int key, string name)
    {
        var bit = 1UL << key;
        if ((seen & bit) != 0) throw new RequestFormatException($"'{name}' stands twice in the body; give it once.");
        seen |= bit;
    }

    /// <summary>Reads the member that names the model, and where its value stands.</summary>
    /// <param name="key">The member's number for <see cref="Once"/>.</param>
    public void TakeModel(ref Utf8JsonReader reader, int key)
    {
        Once(key, "model");
        var range = ScanValue.Of(ref reader);
        Model = ScanValue.Text(ref reader, "model");
        Splice = Splice with { Model = range };
    }

    /// <summary>Reads a list item by item; the reader stands on each item's first token.</summary>
    /// <param name="key">The member's number for <see cref="Once"/>.</param>
    public void TakeItems(ref Utf8JsonReader reader, int key, string name, MemberScan item)
    {
        Once(key, name);
        ScanValue.Array(ref reader, name);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) item(ref reader, this);
    }

    public void BeginMessage()
    {
        message.Clear();
        toolResultInMessage = false;
        MessageCount++;
    }

    /// <summary>A text of the message under way (or of the system text).</summary>
    public void Text(ref Utf8JsonReader reader, bool isSystem = false)
    {
        if (reader.TokenType != JsonTokenType.String) return;
        TextBytes += reader.ValueSpan.Length;
        (isSystem ? system : message).Add(new TextRange((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length, reader.ValueIsEscaped));
    }

    /// <summary>Text that counts for the size only: arguments and results of tools.</summary>
    public void Count(ref Utf8JsonReader reader) => TextBytes += reader.ValueSpan.Length;

    public void ToolResult() => toolResultInMessage = true;

    public void Image()
    {
        ImageCount++;
        Needs |= Capabilities.Vision;
    }

    public void EndMessage(MessageRole role)
    {
        if (role == MessageRole.System) system.AddRange(message);
        if (role == MessageRole.User && message.Count > 0)
        {
            (lastUser, message) = (message, lastUser);
            if (!userSeen) firstUser = [.. lastUser];
            userSeen = true;
        }
    }

    public RequestOutline Build() => new()
    {
        Model = Model ?? throw new RequestFormatException("'model' is missing; name a model or 'auto'."),
        Stream = Stream,
        WantsUsage = WantsUsage,
        MaxOutputTokens = MaxOutputTokens,
        ChoiceCount = ChoiceCount,
        ToolCount = ToolCount,
        TextBytes = TextBytes,
        ImageCount = ImageCount,
        HasImageAddress = HasImageAddress,
        MessageCount = MessageCount,
        Needs = Needs | (ToolCount > 0 ? Capabilities.Tools : Capabilities.None),
        HasSignedReasoning = HasSignedReasoning,
        HasForeignReasoning = HasForeignReasoning,
        EndsWithToolResult = toolResultInMessage,
        LastUserText = TurnText.HeadAndTail(body.Span, lastUser, RouteQuery.MaxTextLength),
        ConversationHash = Hash(),
        Splice = Splice,
    };

    private string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var range in system) hash.AppendData(body.Span.Slice(range.Start, range.Length));
        hash.AppendData([0]); // System text and first message must not run into each other.
        foreach (var range in firstUser) hash.AppendData(body.Span.Slice(range.Start, range.Length));
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }
}

/// <summary>Whose text it is, as far as an outline tells apart.</summary>
internal enum MessageRole
{
    Other,
    System,
    User,
}

/// <summary>A string's inside in the body.</summary>
internal readonly record struct TextRange(int Start, int Length, bool Escaped);
