using Tandem.Pipeline.Privacy;
using Tandem.Routing;
using Tandem.Storage.Privacy;

namespace Tandem.Storage.Tests.Privacy;

public sealed class ConsentTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_folder_nobody_was_asked_about_has_no_answer()
    {
        await using var test = new TestDatabase();
        var store = new SqlConsentStore(test.Database);
        await store.SetAsync(Answer("/home/ann/shop", DataClass.Shareable), Token);

        Assert.Null(await store.FindAsync("/home/ann", Token));
        Assert.Null(await store.FindAsync("/home/ann/shopping", Token));
    }

    [Fact]
    public async Task A_folder_inherits_from_the_nearest_above_it()
    {
        await using var test = new TestDatabase();
        var store = new SqlConsentStore(test.Database);
        await store.SetAsync(Answer("/home/ann", DataClass.Shareable), Token);
        await store.SetAsync(Answer("/home/ann/shop/secret", DataClass.Private), Token);

        Assert.Equal(DataClass.Shareable, (await store.FindAsync("/home/ann/shop", Token))?.Class);
        Assert.Equal(DataClass.Private, (await store.FindAsync("/home/ann/shop/secret/keys/", Token))?.Class);
        Assert.Equal("/home/ann/shop/secret", (await store.FindAsync("/home/ann/shop/secret/keys", Token))?.Workspace);
    }

    [Fact]
    public async Task The_root_covers_everything()
    {
        await using var test = new TestDatabase();
        var store = new SqlConsentStore(test.Database);
        await store.SetAsync(Answer("/", DataClass.Private), Token);

        Assert.Equal(DataClass.Private, (await store.FindAsync("/srv", Token))?.Class);
    }

    [Fact]
    public async Task The_newest_answer_counts_and_says_who_gave_it_when()
    {
        await using var test = new TestDatabase();
        var store = new SqlConsentStore(test.Database);
        var allow = Answer("/home/ann/shop", DataClass.Shareable);
        var deny = allow with { Class = DataClass.Private, Time = allow.Time.AddHours(1), GivenBy = "user:bob" };
        await store.SetAsync(deny, Token);
        await store.SetAsync(allow, Token);
        await store.SetAsync(Answer("/home/ann/blog", DataClass.Shareable), Token);

        Assert.Equal(deny, await store.FindAsync("/home/ann/shop", Token));
        Assert.Equal([Answer("/home/ann/blog", DataClass.Shareable), deny], await store.ListAsync(Token));
    }

    [Fact]
    public async Task Two_answers_at_the_same_moment_leave_the_later_written()
    {
        await using var test = new TestDatabase();
        var store = new SqlConsentStore(test.Database);
        await store.SetAsync(Answer("/a", DataClass.Shareable), Token);
        await store.SetAsync(Answer("/a", DataClass.Private), Token);

        Assert.Equal(DataClass.Private, Assert.Single(await store.ListAsync(Token)).Class);
    }

    [Fact]
    public async Task A_link_is_the_folder_it_leads_to()
    {
        using var folder = new TemporaryFolder();
        var real = Directory.CreateDirectory(Path.Combine(folder.Data.Path, "real", "inner")).Parent!.FullName;
        var link = Path.Combine(folder.Data.Path, "link");
        Directory.CreateSymbolicLink(link, real);
        await using var test = new TestDatabase();
        var store = new SqlConsentStore(test.Database);

        await store.SetAsync(Answer(link, DataClass.Shareable), Token);

        Assert.Equal(real, (await store.FindAsync(Path.Combine(real, "inner"), Token))?.Workspace);
        Assert.Equal(real, (await store.FindAsync(Path.Combine(link, "inner"), Token))?.Workspace);
    }

    [Fact]
    public void Links_in_the_middle_to_relative_places_and_in_a_row_are_followed()
    {
        using var folder = new TemporaryFolder();
        var root = folder.Data.Path;
        Directory.CreateDirectory(Path.Combine(root, "a", "b"));
        Directory.CreateSymbolicLink(Path.Combine(root, "one"), "a");
        Directory.CreateSymbolicLink(Path.Combine(root, "two"), Path.Combine("one", "b", ".."));

        Assert.Equal(Path.Combine(root, "a", "b", "none"), RealPath.Of(Path.Combine(root, "two", "b", "none") + Path.DirectorySeparatorChar));
    }

    [Fact]
    public void Links_in_a_ring_are_an_error()
    {
        using var folder = new TemporaryFolder();
        folder.Data.Create();
        var one = Path.Combine(folder.Data.Path, "one");
        Directory.CreateSymbolicLink(one, Path.Combine(folder.Data.Path, "two"));
        Directory.CreateSymbolicLink(Path.Combine(folder.Data.Path, "two"), one);

        Assert.Throws<IOException>(() => RealPath.Of(one));
    }

    private static Consent Answer(string folder, DataClass @class) => new(folder, @class, new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero), "user:ann");
}
