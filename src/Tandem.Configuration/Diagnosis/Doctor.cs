using Tandem.Configuration.Loading;

namespace Tandem.Configuration.Diagnosis;

/// <summary>Checks the set-up, from the files to a round trip with each model. Changes nothing that stays.</summary>
public static class Doctor
{
    public static async Task<DoctorReport> RunAsync(DoctorInputs inputs, CancellationToken cancellationToken)
    {
        var checks = new List<DoctorCheck>();
        var configuration = LoadConfiguration(inputs, checks);
        checks.Add(FolderChecks.Data(inputs.Sources.DataFolder));
        checks.Add(await ProgramChecks.GitAsync(inputs.RunProgram, cancellationToken));
        checks.Add(await ProgramChecks.SandboxAsync(inputs.RunProgram, cancellationToken));
        checks.Add(TerminalCheck(inputs.Terminal));
        if (configuration is not null)
            checks.AddRange(await ModelsAsync(configuration, inputs, cancellationToken));
        if (configuration is not null && inputs.MoreChecks is { } more)
            checks.AddRange(await more(configuration, cancellationToken));
        return new DoctorReport(checks);
    }

    private static TandemConfiguration? LoadConfiguration(DoctorInputs inputs, List<DoctorCheck> checks)
    {
        try
        {
            var configuration = ConfigurationLoader.Load(inputs.Sources, inputs.Detected);
            checks.Add(configuration.UserFile is { } file
                ? DoctorCheck.Ok("configuration", file)
                : DoctorCheck.Warn("configuration", $"there is no {inputs.Sources.UserFile}; what was found on this machine is used", "run 'tandem init' to write one"));
            if (configuration.ProjectFile is { } project)
                checks.Add(DoctorCheck.Ok("project", project));
            if (configuration.Verify.Untrusted.Count > 0)
                checks.Add(DoctorCheck.Warn("trust", "the project's verify commands are not trusted and do not run", "read them, then run 'tandem trust'"));
            if (configuration is { UserFile: { } user, HoldsKeys: true })
                checks.Add(FolderChecks.Permissions(user));
            checks.AddRange(configuration.Findings
                .Where(finding => !configuration.AllModels.Any(model => model.Unusable?.Key == finding.Key)) // Each has its own line below.
                .Select(finding => DoctorCheck.Warn(finding.Key, finding.Problem, finding.Cure)));
            return configuration;
        }
        catch (ConfigurationException refused)
        {
            checks.AddRange(refused.Errors.Select(error => DoctorCheck.Fail(
                "configuration", FormattableString.Invariant($"{error.File}:{error.Line}:{error.Column}: {(error.Key.Length == 0 ? "" : error.Key + ": ")}{error.Problem}"), error.Cure)));
            return null;
        }
    }

    /// <summary>Models are asked at the same time, and reported in their order.</summary>
    private static async Task<IReadOnlyList<DoctorCheck>> ModelsAsync(TandemConfiguration configuration, DoctorInputs inputs, CancellationToken cancellationToken)
    {
        if (configuration.AllModels.Count == 0)
            return [DoctorCheck.Fail("models", "there is no model", "run 'tandem init', or add one below 'models'")];
        return await Task.WhenAll(configuration.AllModels.Select(model => ModelAsync(model, inputs, cancellationToken)));
    }

    private static async Task<DoctorCheck> ModelAsync(ConfiguredModel model, DoctorInputs inputs, CancellationToken cancellationToken)
    {
        var name = $"model {model.Name}";
        if (model.Unusable is { } reason)
            return DoctorCheck.Fail(name, reason.Problem, reason.Cure);
        try
        {
            return await inputs.ProbeModel(model, cancellationToken) with { Name = name };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Whatever a probe throws is what doctor is there to report.
        catch (Exception broken)
#pragma warning restore CA1031
        {
            return DoctorCheck.Fail(name, broken.Message, $"check models.{model.Name} and its server");
        }
    }

    private static DoctorCheck TerminalCheck(TerminalFacts terminal) => terminal switch
    {
        { IsInteractive: false } => DoctorCheck.Ok("terminal", "none: output is plain and nothing is asked"),
        { IsUtf8: false } => DoctorCheck.Warn("terminal", "output is not UTF-8, so that some signs are shown wrong", "set LANG to a UTF-8 locale"),
        { Columns: < 60 } => DoctorCheck.Warn("terminal", FormattableString.Invariant($"{terminal.Columns} columns are narrow for tables"), "widen the window to 80 columns"),
        _ => DoctorCheck.Ok("terminal", FormattableString.Invariant($"{terminal.Columns} columns, {(terminal.HasColour ? "colours" : "no colours")}")),
    };
}
