using System.Text.Json.Nodes;
using Tandem.Configuration.Diagnosis;

namespace Tandem.Configuration.Tests;

public sealed class DoctorTests : IDisposable
{
    private readonly Files _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Each_model_is_asked_and_an_unusable_one_named_with_its_cure()
    {
        Files.Write(_files.UserFile, Files.Sample("design.yaml"));

        var report = await RunAsync(Inputs());

        Assert.Equal(["configuration", "data folder", "git", "sandbox", "terminal", "model llama", "model gpt-4"], report.Checks.Select(check => check.Name));
        Assert.Equal(DoctorCheck.Ok("model llama", "answered"), report.Checks[5]);
        Assert.Equal(new DoctorCheck("model gpt-4", CheckStatus.Fail, "its key needs the environment variable OPENAI_API_KEY, which is not set", "set OPENAI_API_KEY, or remove the model"), report.Checks[6]);
        Assert.Equal(CheckStatus.Fail, report.Worst);
    }

    [Fact]
    public async Task A_probe_that_throws_is_a_finding()
    {
        Files.Write(_files.UserFile, "version: 1\nmodels: { llama: { provider: ollama } }\n");

        var report = await RunAsync(Inputs() with { ProbeModel = (_, _) => throw new IOException("connection refused") });

        Assert.Equal(("model llama", CheckStatus.Fail, "connection refused"), (report.Checks[^1].Name, report.Checks[^1].Status, report.Checks[^1].Message));
    }

    [Fact]
    public async Task A_refused_configuration_is_listed_error_by_error()
    {
        Files.Write(_files.UserFile, "version: 1\nmodles: {}\nverfy: []\n");

        var report = await RunAsync(Inputs());

        Assert.Equal([$"{_files.UserFile}:2:1: modles: this key is not known", $"{_files.UserFile}:3:1: verfy: this key is not known"], report.Checks.Where(check => check.Name == "configuration").Select(check => check.Message));
        Assert.Equal("did you mean 'models'?", report.Checks[0].Cure);
    }

    [Fact]
    public async Task A_key_that_others_can_read_is_warned_of()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no permission bits.");
        Files.Write(_files.UserFile, "version: 1\nmodels: { a: { provider: openai, model: gpt-4.1, api_key: sk-1 } }\n");
        Files.Permit(_files.UserFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        Assert.Equal(CheckStatus.Warn, (await RunAsync(Inputs())).Checks.Single(check => check.Name == "permissions").Status);

        Files.Permit(_files.UserFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Equal(CheckStatus.Ok, (await RunAsync(Inputs())).Checks.Single(check => check.Name == "permissions").Status);
    }

    [Fact]
    public async Task A_data_folder_that_is_a_file_fails()
    {
        var file = Files.Write(Path.Combine(_files.Home, "data"), "x");

        var report = await RunAsync(Inputs() with { Sources = _files.Sources(("TANDEM_HOME", Path.Combine(file, "tandem"))) });

        Assert.Equal(CheckStatus.Fail, report.Checks.Single(check => check.Name == "data folder").Status);
        Assert.Equal("x", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Looking_at_the_data_folder_leaves_nothing_behind()
    {
        await RunAsync(Inputs());

        Assert.Empty(Directory.GetFileSystemEntries(_files.Home));
    }

    [Theory]
    [InlineData(null, "install git")]
    [InlineData(1, "repair or reinstall git")]
    public async Task Git_must_be_there_and_run(int? exitCode, string cure)
    {
        var report = await RunAsync(Inputs() with { RunProgram = (_, _, _) => Task.FromResult(exitCode is { } code ? new ProgramResult(code, "broken") : null) });

        Assert.Equal((CheckStatus.Fail, cure), (report.Checks.Single(check => check.Name == "git").Status, report.Checks.Single(check => check.Name == "git").Cure));
        Assert.Equal(CheckStatus.Warn, report.Checks.Single(check => check.Name == "sandbox").Status);
    }

    [Fact]
    public async Task A_program_that_does_not_exist_is_no_error_of_ours() =>
        Assert.Null(await ProgramRunner.RunAsync("tandem-no-such-program", [], TestContext.Current.CancellationToken));

    [Fact]
    public async Task Text_and_JSON_show_checks_and_cures()
    {
        var report = await RunAsync(Inputs());

        Assert.Contains("warn  configuration  there is no", report.ToText(), StringComparison.Ordinal);
        Assert.Contains("→ run 'tandem init' to write one", report.ToText(), StringComparison.Ordinal);
        Assert.Equal("Fail", (string)JsonNode.Parse(report.ToJson())!["status"]!); // No model at all.
    }

    private static Task<DoctorReport> RunAsync(DoctorInputs inputs) => Doctor.RunAsync(inputs, TestContext.Current.CancellationToken);

    private DoctorInputs Inputs() => new()
    {
        Sources = _files.Sources(),
        ProbeModel = (_, _) => Task.FromResult(DoctorCheck.Ok("", "answered")),
        RunProgram = (program, _, _) => Task.FromResult<ProgramResult?>(new(0, program + " 1.0")),
        Terminal = new TerminalFacts(IsInteractive: true, 100, IsUtf8: true, HasColour: true),
    };
}
