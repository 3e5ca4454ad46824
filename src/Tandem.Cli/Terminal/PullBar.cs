using System.Globalization;
using Tandem.Llama.Hub;

namespace Tandem.Cli.Terminal;

/// <summary>A download's progress: on a terminal one line that is rewritten, else a line at each tenth.</summary>
internal sealed class PullBar(ITerminal terminal) : IProgress<PullProgress>
{
    private const int Cells = 30;
    private readonly Lock _gate = new();
    private int _tenths = -1;

    public void Report(PullProgress value)
    {
        lock (_gate)
        {
            var share = value.TotalBytes > 0 ? value.DoneBytes / (double)value.TotalBytes : 0;
            var text = string.Create(
                CultureInfo.InvariantCulture,
                $"{share:0%} of {value.TotalBytes / 1048576.0:#,0.0} MiB · {value.BytesPerSecond / 1048576.0:0.0} MiB/s{(value.Remaining is { } left ? $" · {left:hh\\:mm\\:ss} left" : "")}");
            if (terminal.StylesNotes)
            {
                var filled = (int)(share * Cells);
                terminal.Rewrite($"{new string('█', filled)}{new string('░', Cells - filled)} {text}", isLast: value.DoneBytes >= value.TotalBytes);
            }
            else if ((int)(share * 10) > _tenths)
            {
                _tenths = (int)(share * 10);
                terminal.Note(text);
            }
        }
    }
}
