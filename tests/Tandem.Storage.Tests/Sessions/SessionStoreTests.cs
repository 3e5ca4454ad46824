using Tandem.Agent.Sessions;
using Tandem.Pipeline.Ids;
using Tandem.Providers.Chat;
using Tandem.Storage.Databases;
using Tandem.Storage.Sessions;
using Tandem.Storage.Tests.Databases;
using Tandem.Storage.Tests.Ledger;

namespace Tandem.Storage.Tests.Sessions;

/// <summary>Sessions and transcripts, on both engines.</summary>
public sealed class SessionStoreTests
{
    private static readonly DateTimeOffset Noon = Given.Noon;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Postgres)]
    public async Task What_was_said_and_done_is_read_back_as_it_was(StoreKind kind)
    {
        await using var test = new StoreUnderTest(kind);
        var header = Header();
        TranscriptEntry[] entries =
        [
            new(0, Noon, "message")
            {
                Message = new ChatMessage(ChatRole.User, [new TextPart("Add – ünïcode 🙂") { Cache = new CacheMark("5m") }, new ImagePart("image/png", new byte[] { 0, 255, 7 }, Detail: "low")]),
                IsPrivate = true,
            },
            new(1, Noon.AddSeconds(1), "message")
            {
                Message = new ChatMessage(ChatRole.Assistant, [new ReasoningPart("hm", "sig", "red") { Cache = new CacheMark() }, new TextPart("Reading."), new ToolCallPart("c1", "read_file", "{ \"path\":\"a\" }")]),
                DecisionId = "dec_1",
            },
            new(2, Noon.AddSeconds(2), "message")
            {
                Message = new ChatMessage(ChatRole.User, [new ToolResultPart("c1", [new TextPart("no such file"), new ImagePart("", default, "https://e.example/x.png")], IsError: true, "read_file")]),
                IsUntrusted = true,
            },
            new(3, Noon.AddSeconds(3), "checkpoint") { Detail = "tree 12ab" },
        ];
        await test.Store.CreateAsync(header, Token);
        foreach (var entry in entries) await test.Store.AppendAsync(header.Id, entry, Token);

        var read = await test.Store.ReadAsync(header.Id, Token);

        Assert.Equal(entries.Select(Shown), read.Select(Shown));
        Assert.Equal(header with { Entries = 4, UpdatedAt = Noon.AddSeconds(3) }, Assert.Single(await test.Store.ListAsync("user:ann", "/shop", Token)));
    }

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Postgres)]
    public async Task A_repeated_append_or_creation_changes_nothing(StoreKind kind)
    {
        await using var test = new StoreUnderTest(kind);
        var header = Header();
        await test.Store.CreateAsync(header, Token);
        await test.Store.CreateAsync(header with { Title = "other" }, Token);
        await test.Store.AppendAsync(header.Id, Said(0, "first"), Token);
        await test.Store.AppendAsync(header.Id, Said(0, "second"), Token);

        Assert.Equal(["first"], Texts(await test.Store.ReadAsync(header.Id, Token)));
        Assert.Equal("Fix the cart", Assert.Single(await test.Store.ListAsync("user:ann", null, Token)).Title);
    }

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Postgres)]
    public async Task A_fork_inherits_what_came_before_it_and_goes_its_own_way(StoreKind kind)
    {
        await using var test = new StoreUnderTest(kind);
        var root = Header();
        await test.Store.CreateAsync(root, Token);
        for (var place = 0; place < 4; place++) await test.Store.AppendAsync(root.Id, Said(place, $"root {place}"), Token);
        var fork = Header() with { ForkedFrom = root.Id, Inherited = 2 };
        await test.Store.CreateAsync(fork, Token);
        await test.Store.AppendAsync(fork.Id, Said(2, "fork 2"), Token);
        await test.Store.AppendAsync(fork.Id, Said(3, "fork 3"), Token);
        var early = Header() with { ForkedFrom = fork.Id, Inherited = 1 };
        await test.Store.CreateAsync(early, Token);
        await test.Store.AppendAsync(early.Id, Said(1, "early 1"), Token);
        var late = Header() with { ForkedFrom = fork.Id, Inherited = 3 };
        await test.Store.CreateAsync(late, Token);

        Assert.Equal(["root 0", "root 1", "root 2", "root 3"], Texts(await test.Store.ReadAsync(root.Id, Token)));
        Assert.Equal(["root 0", "root 1", "fork 2", "fork 3"], Texts(await test.Store.ReadAsync(fork.Id, Token)));
        Assert.Equal(["root 0", "early 1"], Texts(await test.Store.ReadAsync(early.Id, Token)));
        Assert.Equal(["root 0", "root 1", "fork 2"], Texts(await test.Store.ReadAsync(late.Id, Token)));
        Assert.Equal(3, (await test.Store.ListAsync("user:ann", null, Token)).Single(header => header.Id == late.Id).Entries);
    }

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Postgres)]
    public async Task A_list_holds_the_owners_sessions_of_the_workspace_the_last_used_first(StoreKind kind)
    {
        await using var test = new StoreUnderTest(kind);
        var first = Header();
        var second = Header() with { CreatedAt = Noon.AddMinutes(1) };
        var elsewhere = Header() with { Workspace = "/other" };
        foreach (var header in new[] { first, second, elsewhere, Header() with { Owner = "user:bob" } }) await test.Store.CreateAsync(header, Token);
        await test.Store.AppendAsync(first.Id, Said(0, "hi") with { Time = Noon.AddHours(1) }, Token);

        Assert.Equal([first.Id, second.Id], (await test.Store.ListAsync("user:ann", "/shop", Token)).Select(header => header.Id));
        Assert.Equal(3, (await test.Store.ListAsync("user:ann", null, Token)).Count);
        Assert.Empty(await test.Store.ReadAsync(SessionId.New(Noon), Token));
    }

    private static SessionHeader Header() => new(SessionId.New(Noon), "user:ann", "/shop", null, "Fix the cart", Noon, Noon, 0);

    private static TranscriptEntry Said(int sequence, string text) => new(sequence, Noon, "message") { Message = ChatMessage.User(text) };

    private static IEnumerable<string> Texts(IEnumerable<TranscriptEntry> entries) => entries.Select(entry => ((TextPart)entry.Message!.Parts[0]).Text);

    /// <summary>Lists and bytes compare by identity in records, so that the whole entry is compared as text.</summary>
    private static string Shown(TranscriptEntry entry) =>
        $"{entry with { Message = null }} {entry.Message?.Role} {string.Join("; ", entry.Message?.Parts.Select(Shown) ?? [])}";

    private static string Shown(ChatPart part) => part switch
    {
        ImagePart image => $"image {image.MediaType} {Convert.ToHexString(image.Data.Span)} {image.Url} {image.Detail} {image.Cache}",
        ToolResultPart result => $"result {result.CallId} {result.IsError} {result.Name} {result.Cache} [{string.Join("; ", result.Content.Select(Shown))}]",
        _ => part.ToString(),
    };

    private sealed class StoreUnderTest : IAsyncDisposable
    {
        private readonly IAsyncDisposable _own;
        private readonly Database _database;

        public StoreUnderTest(StoreKind kind)
        {
            if (kind is StoreKind.Sqlite)
            {
                var test = new TestDatabase();
                (_own, _database) = (test, test.Database);
            }
            else
            {
                var schema = PostgresSchema.New();
                (_own, _database) = (schema, new Database(schema.NewEngine(), new Migrator(TimeProvider.System)));
            }

            Store = new SqlSessionStore(_database);
        }

        public SqlSessionStore Store { get; }

        public async ValueTask DisposeAsync()
        {
            await _database.DisposeAsync();
            await _own.DisposeAsync();
        }
    }
}
