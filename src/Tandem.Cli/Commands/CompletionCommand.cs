using System.CommandLine;

namespace Tandem.Cli.Commands;

/// <summary>Completion for shells. The scripts ask <c>tandem</c> itself, so that they never grow old.</summary>
internal static class CompletionCommand
{
    private static readonly Argument<string> Shell = new("shell") { Description = "bash, zsh, fish or pwsh." };

    public static Command Create()
    {
        Shell.AcceptOnlyFromAmong("bash", "zsh", "fish", "pwsh");
        var command = new Command("completion", "Print the completion script of a shell: source <(tandem completion bash).") { Shell };
        command.SetWork((context, _) =>
        {
            context.Terminal.Write(Script(context.Parsed.GetValue(Shell)!));
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static string Script(string shell) => shell switch
    {
        "bash" => """
            _tandem() {
              local IFS=$'\n'
              COMPREPLY=($(compgen -W "$(tandem "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _tandem tandem

            """,
        "zsh" => """
            #compdef tandem
            _tandem() {
              local -a found
              found=("${(@f)$(tandem "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
              compadd -a found
            }
            compdef _tandem tandem

            """,
        "fish" => """
            complete -c tandem -f -a '(tandem "[suggest:"(commandline -C)"]" (commandline) 2>/dev/null)'

            """,
        _ => """
            Register-ArgumentCompleter -Native -CommandName tandem -ScriptBlock {
              param($word, $ast, $position)
              tandem "[suggest:$position]" "$ast" 2>$null | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
            }

            """,
    };
}
