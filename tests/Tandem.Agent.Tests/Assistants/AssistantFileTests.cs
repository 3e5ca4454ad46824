using Tandem.Agent.Assistants;
using Tandem.Agent.FrontMatter;
using Tandem.Agent.Verification;
using Tandem.Pipeline.Errors;
using Tandem.Routing;

namespace Tandem.Agent.Tests.Assistants;

public sealed class AssistantFileTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Ships_four_assistants_without_a_fault()
    {
        var catalog = AssistantCatalog.Load([]);

        Assert.Equal(["code", "helpdesk", "reviewer", "tutor"], catalog.All.Select(assistant => assistant.Name));
        Assert.Empty(catalog.Faults);
        Assert.Equal((DataClass.Private, Zone.Local), (catalog.Get("tutor").DataClass, catalog.Get("tutor").Zone));
    }

    [Fact]
    public async Task Shipped_cases_with_drafts_hold()
    {
        foreach (var assistant in AssistantCatalog.Load([]).All)
            foreach (var one in assistant.Cases.Where(one => one.Draft is not null))
            {
                var result = await new AssistantTester(null!, TimeProvider.System).RunAsync(assistant, one, null!, Path.GetTempPath(), Token);
                Assert.True(result.IsPassed, $"{assistant.Name}, {one.Name}: {result.Problem}");
            }
    }

    [Fact]
    public void Names_file_line_key_and_cure_of_each_fault()
    {
        var faults = Faults("""
            ---
            name: Bad Name
            descripton: typo
            repairs: many
            evaluators:
              - length
              - reading_levl: 3
              - pattern: { must_match: "(" }
            budget: { limit_usd: -1 }
            ---
            Do it.
            """);

        Assert.Equal(
            [
                "test.md:2: name: this cannot be a name; use small letters, digits and hyphens, at most 64",
                "test.md:6: evaluators[0].length: lacks its setting; write max_words: 200",
            ],
            faults.Take(2));
        Assert.Contains(faults, fault => fault.StartsWith("test.md:7: evaluators[1]: there is no evaluator 'reading_levl'; take one of ", StringComparison.Ordinal));
        Assert.Contains("test.md:8: evaluators[2].pattern: this is no regular expression; correct it; .NET's syntax counts", faults);
        Assert.Contains("test.md:2: description: is missing; say in one sentence what it is for", faults);
        Assert.Contains("test.md:4: repairs: must be a whole number from 0 to 3; write it without quotes", faults);
        Assert.Contains(faults, fault => fault.StartsWith("test.md:9: budget.limit_usd: must be a number", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.StartsWith("test.md:3: descripton: this key is not known; known keys here are name, ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("---\nname: x\n")]
    [InlineData("---\n[1, 2]\n---\nx")]
    [InlineData("---\nname: &a x\n---\nx")]
    [InlineData("---\nname: \"x\n---\nx")]
    [InlineData("---\n- x\n---\nx")]
    public void Refuses_front_matter_that_is_none(string text) => Assert.NotEmpty(Faults(text));

    [Fact]
    public void A_file_without_front_matter_is_no_assistant() => Assert.Empty(Faults("# Just a page\n"));

    [Fact]
    public void Deep_yaml_ends_in_a_fault() => Assert.NotEmpty(Faults("---\nname: " + new string('[', 50_000) + "\n---\nx"));

    [Fact]
    public void Equal_versions_mean_equal_files()
    {
        const string Text = "---\nname: a\ndescription: b\n---\nDo it.";

        Assert.Equal(GateBench.Read(Text).Version, GateBench.Read(Text).Version);
        Assert.NotEqual(GateBench.Read(Text).Version, GateBench.Read(Text + "!").Version);
    }

    [Fact]
    public void A_projects_assistant_comes_before_the_users_and_reads_nothing_outside()
    {
        var folder = Directory.CreateTempSubdirectory("tandem-assistants-");
        try
        {
            var project = folder.CreateSubdirectory("project").FullName;
            var user = folder.CreateSubdirectory("user").FullName;
            File.WriteAllText(Path.Combine(project, "one.md"), "---\ndescription: the project's\n---\nx");
            File.WriteAllText(Path.Combine(user, "one.md"), "---\ndescription: the user's\n---\nx");
            File.WriteAllText(Path.Combine(user, "two.md"), "---\ndescription: the user's\n---\nx");
            File.WriteAllText(Path.Combine(project, "spy.md"), "---\ndescription: reads all\nknowledge: [\"../**\"]\n---\nx");
            File.CreateSymbolicLink(Path.Combine(project, "link.md"), Path.Combine(user, "two.md"));

            var catalog = AssistantCatalog.Load([new AssistantFolder(project, AssistantOrigin.Project), new AssistantFolder(user, AssistantOrigin.User)]);

            Assert.Equal(("the project's", AssistantOrigin.User), (catalog.Get("one").Description, catalog.Get("two").Origin));
            Assert.Null(catalog.Find("link"));
            var refused = Assert.Throws<RequestException>(() => catalog.Get("spy"));
            Assert.Contains("spy.md:3: knowledge: '../**' leads out of the project", refused.Message);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_new_file_is_an_assistant()
    {
        var folder = Directory.CreateTempSubdirectory("tandem-assistants-");
        try
        {
            AssistantTemplate.Write(folder.FullName, "mine", from: null);
            AssistantTemplate.Write(folder.FullName, "my-tutor", "tutor");

            var catalog = AssistantCatalog.Load([new AssistantFolder(folder.FullName, AssistantOrigin.User)]);

            Assert.Empty(catalog.Faults);
            Assert.Equal(Verdict.Fail, catalog.Get("my-tutor").Cases[0].Verdict);
            Assert.Single(catalog.Get("mine").Cases);
            Assert.Throws<RequestException>(() => AssistantTemplate.Write(folder.FullName, "mine", from: null));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IReadOnlyList<string> Faults(string text)
    {
        var faults = new FaultList("test.md");
        AssistantReader.Read("test.md", text.ReplaceLineEndings("\n"), AssistantOrigin.User, null, faults);
        return [.. faults.Faults.Select(fault => fault.ToString())];
    }
}
