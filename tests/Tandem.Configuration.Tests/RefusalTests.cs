using Tandem.Configuration.Loading;

namespace Tandem.Configuration.Tests;

public sealed class RefusalTests : IDisposable
{
    private const string Llama = "version: 1\nmodels: { llama: { provider: ollama } }\n";

    private readonly Files _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("version: 1\nmodel: {}", 2, 1, "model", "this key is not known", "did you mean 'models'?")]
    [InlineData("version: 1\nmodels:\n  llama:\n    provider: ollama\n    contxt: 5", 5, 5, "models.llama.contxt", "this key is not known in models.llama", "did you mean 'context'?")]
    [InlineData("version: 1\nmodels:\n  llama:\n    provider: olama", 4, 15, "models.llama.provider", "'olama' is not one of embedded, ollama, openai, openai-compatible, azure-openai, anthropic, google", "did you mean 'ollama'?")]
    [InlineData("version: 1\nmodels:\n  llama: { model: x }", 3, 10, "models.llama.provider", "this key is missing", "add 'provider': one of embedded, ollama, openai, openai-compatible, azure-openai, anthropic, google")]
    [InlineData("version: 1\nmodels:\n  llama: { provider: ollama, context: \"8192\" }", 3, 39, "models.llama.context", "'8192' is not a whole number from 256 to 100000000", "write it without quotes")]
    [InlineData("version: 1\nmodels:\n  llama: { provider: ollama, context: 128k }", 3, 39, "models.llama.context", "'128k' is not a whole number from 256 to 100000000", "write a number in that range, in decimal, without units or separators")]
    [InlineData("version: 1\nmodels:\n  llama: { provider: ollama, model: 70 }", 3, 37, "models.llama.model", "'70' is not the provider's name of the model", "put it in quotes")]
    [InlineData("version: 1\nmodels:\n  llama: { provider: ollama, price: { input: -1 } }", 3, 46, "models.llama.price.input", "'-1' is not a number from 0 to 1000000", "write a number in that range, in decimal, without units or separators")]
    [InlineData("version: 1\nmodels:\n  llama: { provider: ollama, base_url: \"ftp://x\" }", 3, 40, "models.llama.base_url", "'ftp://x' is not an http or https address", "correct the value, in quotes if it holds special characters")]
    [InlineData("version: 1\nmodels:\n  llama: { provider: ollama, zone: }", 3, 36, "models.llama.zone", "there is no value", "write one of external, local, or remove the key")]
    [InlineData("version: 1\nmodels:\n  llama: [ ollama ]", 3, 10, "models.llama", "this must be a map of keys", "write 'key: value' lines without '-'")]
    [InlineData("version: 1\nmodels:\n  auto: { provider: embedded }", 3, 3, "models.auto", "this cannot be a name", "use letters, digits and . _ - / : (not auto, assistant/… or …:latest)")]
    [InlineData("version: 1\nmodels:\n  a: { provider: azure-openai, api_key: k }", 3, 6, "models.a.base_url", "a model of provider azure-openai needs an address", "add 'base_url: https://…'")]
    [InlineData("version: 1\nmodels:\n  a: { provider: embedded, api_key: k }", 3, 37, "models.a.api_key", "an embedded model has no server", "remove this key, or choose another provider")]
    [InlineData("version: 1\nmodels:\n  a: { provider: ollama, context: 1000, max_output: 1000 }", 3, 53, "models.a.max_output", "the answer alone would fill the context", "write less than 1000")]
    [InlineData(Llama + "routing: { policy: blanced }", 3, 20, "routing.policy", "no policy is called 'blanced'", "did you mean 'balanced'?")]
    [InlineData(Llama + "routing: { policies: { p: { pool: [lama] } } }", 3, 36, "routing.policies.p.pool[0]", "no model is called 'lama'", "did you mean 'llama'?")]
    [InlineData(Llama + "routing: { policies: { p: { pool: [] } } }", 3, 35, "routing.policies.p.pool", "the list is empty", "add an entry, or remove the key")]
    [InlineData(Llama + "routing: { policies: { p: { confidence: 1 } } }", 3, 41, "routing.policies.p.confidence", "'1' is not a number above 0 and below 1", "write a number in that range, in decimal, without units or separators")]
    [InlineData(Llama + "routing: { rules: [ { when: {}, use: { model: gpt-9 } } ] }", 3, 47, "routing.rules[0].use.model", "no model is called 'gpt-9'", "known are llama")]
    [InlineData(Llama + "routing: { rules: [ { when: {}, use: {} } ] }", 3, 38, "routing.rules[0].use", "nothing is given", "give at least one of zone, model, pool, policy")]
    [InlineData(Llama + "routing: { rules: [ { when: { min_bytes: 9, max_bytes: 3 }, use: { zone: local } } ] }", 3, 56, "routing.rules[0].when.max_bytes", "no request is at least min_bytes and at most max_bytes", "write 9 or more")]
    [InlineData(Llama + "routing: { rules: [ { use: { zone: local } } ] }", 3, 21, "routing.rules[0].when", "this key is missing", "add 'when': a map of keys")]
    [InlineData(Llama + "gateway: { aliases: { \"gpt-*\": \"auto:bst\" } }", 3, 32, "gateway.aliases.gpt-*", "this is neither auto, auto:POLICY, assistant/NAME nor a configured model", "did you mean 'auto:best'?")]
    [InlineData("version: 1\nmodels:\n  a: { provider: ollama, base_url: \"http://127.0.0.1:114340\" }", 3, 36, "models.a.base_url", "'http://127.0.0.1:114340' is not an http or https address", "correct the value, in quotes if it holds special characters")]
    [InlineData("version: 1\nbudgets: [ { scope: users, limit_usd: 1, per: month } ]", 2, 21, "budgets[0].scope", "'users' is not user, or user:NAME, team:NAME, key:ID", "correct the value, in quotes if it holds special characters")]
    [InlineData("version: 1\nbudgets: [ { scope: user, limit_usd: 1, per: month, hard: yes } ]", 2, 59, "budgets[0].hard", "'yes' is not true or false", "write true or false")]
    [InlineData("version: 1\nverify: dotnet test", 2, 9, "verify", "this must be a list", "write '- entry' lines below it, or [entry, entry]")]
    [InlineData("version: 1\nprivacy:\n  default: ${MODE}", 3, 12, "privacy.default", "the environment variable MODE is not set", "set MODE, or write the value here")]
    [InlineData("version: 1\nprivacy:\n  default: ${MODE", 3, 12, "privacy.default", "a reference to a variable is not complete", "write ${NAME}; for the characters themselves write $${")]
    [InlineData("models: {}", 1, 1, "version", "the version of the format is missing", "begin the file with 'version: 1'")]
    [InlineData("version: 2\nfuture: thing", 1, 10, "version", "the file is of a later version of the format than this Tandem knows (1)", "update Tandem, or use a file of version 1")]
    [InlineData("version: one", 1, 10, "version", "this is not a version of the format", "write 'version: 1'")]
    [InlineData("# nothing\n", 1, 1, "version", "the file is empty", "begin it with 'version: 1'")]
    [InlineData("- a\n- b", 1, 1, "", "the file must hold 'key: value' lines", "begin it with 'version: 1'")]
    [InlineData("version: 1\nversion: 1", 2, 1, "version", "the key stands here a second time (first on line 1)", "keep one of the two")]
    [InlineData("version: 1\nmodels: &all {}", 2, 9, "", "anchors (&name) are not supported", "write the value out where it is used")]
    [InlineData("version: 1\nmodels: *all", 2, 9, "", "aliases (*name) are not supported", "write the value out")]
    [InlineData("version: 1\nmodels: !!map {}", 2, 9, "", "tags (!name) are not supported", "remove the tag; put text in quotes where needed")]
    [InlineData("version: 1\n---\nversion: 1", 2, 1, "", "a second document begins here", "keep one document: remove the line '---'")]
    [InlineData("version: 1\n? [a]\n: b", 2, 3, "", "a key must be a word", "write 'key: value'")]
    public void An_error_names_line_column_key_problem_and_cure(string text, int line, int column, string key, string problem, string cure) =>
        Assert.Equal([new ConfigurationError(_files.UserFile, line, column, key, problem, cure)], _files.RefuseUser(text));

    [Theory]
    [InlineData("version: 1\nmodels: {", 2)]
    [InlineData("version: 1\n\tmodels: 1", 2)]
    [InlineData("version: \"1", 1)]
    [InlineData("version: 1\n models: 2", 2)]
    [InlineData("version: 1\nmodels: @x", 2)]
    [InlineData("version: 1\nrouting: 'a' 'b'", 2)]
    public void Broken_YAML_is_named_with_its_line(string text, int line)
    {
        var error = Assert.Single(_files.RefuseUser(text));

        Assert.Equal(line, error.Line, tolerance: 1);
        Assert.StartsWith("this is not valid YAML", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_errors_are_reported_at_once_each_with_its_own_place()
    {
        var errors = _files.RefuseUser("""
            version: 1
            modells: {}
            models:
              llama: { provider: olama, context: many }
              gpt-4: { model: gpt-4.1 }
            routing:
              policy: nope
              rules: [ { when: { task: dance }, use: { model: gpt-5 } } ]
            """, ("TANDEM_BUDGETS", "x"));

        Assert.Equal(
            ["budgets", "modells", "models.gpt-4.provider", "models.llama.context", "models.llama.provider", "routing.policy", "routing.rules[0].use.model", "routing.rules[0].when.task"],
            errors.Select(error => error.Key).Order(StringComparer.Ordinal));
        Assert.Equal("environment variable TANDEM_BUDGETS", errors.Single(error => error.Key == "budgets").File);
    }

    [Fact]
    public void A_folder_a_huge_file_and_binary_data_are_refused_with_the_cure()
    {
        Directory.CreateDirectory(_files.UserFile);
        Assert.Equal("this is a folder, not a file", Load().Problem);
        Directory.Delete(_files.UserFile);

        File.WriteAllText(_files.UserFile, "version: 1\n#" + new string('x', 1024 * 1024));
        Assert.Equal("the file is larger than 1 MiB", Load().Problem);

        File.WriteAllBytes(_files.UserFile, [.. "version: 1\n"u8, 0xff, 0xfe]);
        Assert.Equal((2, "this line is not UTF-8 text"), (Load().Line, Load().Problem));

        ConfigurationError Load() => Assert.Single(Assert.Throws<ConfigurationException>(() => ConfigurationLoader.Load(_files.Sources())).Errors);
    }

    [Fact]
    public void An_endless_device_is_refused_like_a_huge_file()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "There is no /dev/zero on this system.");

        var refused = Assert.Throws<ConfigurationException>(() => ConfigurationLoader.Load(_files.Sources() with { ConfigFile = "/dev/zero" }));

        Assert.Equal("the file is larger than 1 MiB", Assert.Single(refused.Errors).Problem);
    }

    [Fact]
    public void A_file_that_may_not_be_read_is_refused_with_the_cure()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "A privileged process may read every file.");
        Files.Write(_files.UserFile, Files.NoModel);
        Files.Permit(_files.UserFile, UnixFileMode.None);

        var refused = Assert.Throws<ConfigurationException>(() => ConfigurationLoader.Load(_files.Sources()));

        Assert.Equal("the file may not be read", Assert.Single(refused.Errors).Problem);
    }

    [Theory]
    [InlineData('[', 100_000)]
    [InlineData('{', 100_000)]
    [InlineData('[', 25)]
    public void Deep_nesting_is_refused_before_the_stack_ends(char bracket, int depth) =>
        Assert.NotEmpty(_files.RefuseUser("version: 1\nmodels: " + new string(bracket, depth)));

    [Fact]
    public void A_text_that_would_unfold_to_billions_of_values_is_refused()
    {
        var text = "a: &a [x,x,x,x,x,x,x,x,x]\n" + string.Concat(Enumerable.Range('b', 9).Select(letter => $"{(char)letter}: &{(char)letter} [{string.Join(',', Enumerable.Repeat($"*{(char)(letter - 1)}", 9))}]\n"));

        Assert.Equal("anchors (&name) are not supported", Assert.Single(_files.RefuseUser(text)).Problem);
    }

    [Fact]
    public void Too_many_values_are_refused() =>
        Assert.Equal("the file holds too many values", Assert.Single(_files.RefuseUser("version: 1\nverify: [" + string.Concat(Enumerable.Repeat("a,", 60_000)) + "]")).Problem);

    [Fact]
    public void No_message_holds_what_would_change_a_terminal()
    {
        var errors = _files.RefuseUser("version: 1\n\"\\e[31mkey\": 1\nmodels: { \"\\e]0;x\\a\": {} }\nrouting: { policy: \"\\e[2J\" }\nprivacy: { default: \"\\e[2J\" }\n");

        Assert.Equal(4, errors.Count);
        Assert.DoesNotContain(new ConfigurationException(errors).Message, letter => char.IsControl(letter) && letter != '\n');
    }

    [Fact]
    public void At_most_fifty_errors_are_listed() =>
        Assert.Equal(50, _files.RefuseUser("version: 1\n" + string.Concat(Enumerable.Range(0, 200).Select(number => $"key{number}: 1\n"))).Count);

    [Theory]
    [InlineData("api_key: \"sk secret-value\"")]
    [InlineData("api_key: [sk-secret-value]")]
    [InlineData("api_key: \"sk-secret-value\\n\"")]
    [InlineData("base_url: \"http://user:sk-secret-value@host\"")]
    [InlineData("apikey: sk-secret-value")]
    [InlineData("context: ${SECRET}")]
    [InlineData("provider: ${SECRET}")]
    [InlineData("x: 1\nrouting: { policy: \"${SECRET}\" }")]
    public void No_message_holds_a_key(string line)
    {
        var errors = _files.RefuseUser($"version: 1\nmodels:\n  a:\n    provider: openai\n    {line}\n", ("SECRET", "sk-secret-value"));

        Assert.NotEmpty(errors);
        Assert.DoesNotContain("secret-value", new ConfigurationException(errors).Message, StringComparison.Ordinal);
    }
}
