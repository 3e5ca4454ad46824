using System.Text;
using Tandem.Storage.Kept;

namespace Tandem.Storage.Tests.Kept;

public sealed class KeptConversationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_conversation_is_its_owners_alone_until_its_time()
    {
        await using var test = new TestDatabase();
        var store = new SqlKeptConversations(test.Database);
        var now = test.Time.GetUtcNow();
        await store.KeepAsync("key:a", "resp_1", "old"u8.ToArray(), now.AddHours(1), Token);
        await store.KeepAsync("key:a", "resp_1", "said"u8.ToArray(), now.AddHours(2), Token);

        Assert.Equal("said", Encoding.UTF8.GetString((await store.FindAsync("key:a", "resp_1", now.AddHours(1), Token))!.Value.Span));
        Assert.Null(await store.FindAsync("key:b", "resp_1", now, Token));
        Assert.Null(await store.FindAsync("key:a", "resp_2", now, Token));
        Assert.Null(await store.FindAsync("key:a", "resp_1", now.AddHours(2), Token));
        Assert.Equal(0, await store.ForgetAsync(now.AddHours(1), Token));
        Assert.Equal(1, await store.ForgetAsync(now.AddHours(2), Token));
        Assert.Null(await store.FindAsync("key:a", "resp_1", now, Token));
    }
}
