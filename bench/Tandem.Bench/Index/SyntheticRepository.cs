using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Tandem.Bench.Index;

/// <summary>A git repository of made-up source in five languages, the same for the same numbers.</summary>
internal static class SyntheticRepository
{
    private static readonly string[] Extensions = [".cs", ".ts", ".py", ".go", ".java"];

    /// <summary>Writes the files and a history of commits that touch one to three of them each.</summary>
    public static void Make(string folder, int files, int commits)
    {
        var random = new Random(7);
        // Zipf-like: word n is drawn n^-1 as often as the first, as in real text.
        var words = Enumerable.Range(0, 8_000).Select(_ => Word(random)).ToArray();
        string Draw() => words[(int)Math.Pow(words.Length, random.NextDouble()) - 1];
        string Name() => string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => Draw()).Select((w, i) => i == 0 ? w : char.ToUpperInvariant(w[0]) + w[1..]));
        var paths = Enumerable.Range(0, files).Select(i => $"src/{words[i % 40]}/{words[i * 7 % 600]}/{Name()}{i.ToString(CultureInfo.InvariantCulture)}{Extensions[i % Extensions.Length]}").ToArray();
        foreach (var path in paths)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, path))!);
            File.WriteAllText(Path.Combine(folder, path), Source(Path.GetExtension(path), Name, Draw, random));
        }

        Git(folder, null, "init", "-q");
        var import = new StringBuilder();
        for (var i = 0; i < commits; i++)
        {
            var message = $"{Draw()} {Draw()} in {Name()} when {Draw()} {Draw()}\n\n{string.Join(' ', Enumerable.Range(0, 12).Select(_ => Draw()))}";
            import.Append(CultureInfo.InvariantCulture, $"commit refs/heads/main\ncommitter A <a@example.org> {1_600_000_000 + i * 3_600} +0000\n");
            import.Append(CultureInfo.InvariantCulture, $"data {Encoding.UTF8.GetByteCount(message)}\n{message}\n");
            for (var n = random.Next(1, 4); n > 0; n--)
            {
                var content = i.ToString(CultureInfo.InvariantCulture);
                import.Append(CultureInfo.InvariantCulture, $"M 100644 inline {paths[random.Next(paths.Length)]}\ndata {content.Length}\n{content}\n");
            }
        }

        Git(folder, import.ToString(), "fast-import", "--quiet");
        Git(folder, null, "symbolic-ref", "HEAD", "refs/heads/main");
        Git(folder, null, "add", "-A");
        Git(folder, null, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-q", "-m", "All of it");
    }

    private static string Source(string extension, Func<string> name, Func<string> word, Random random)
    {
        var text = new StringBuilder();
        var (open, close) = extension == ".py" ? (":", "") : (" {", "}");
        text.Append(extension == ".go" ? $"type {name()} struct{open}\n" : $"class {name()}{open}\n");
        for (var method = random.Next(4, 12); method > 0; method--)
        {
            var comment = extension == ".py" ? "#" : "//";
            text.Append(CultureInfo.InvariantCulture, $"    {comment} {word()} {word()} {word()} {word()} {word()} {word()}\n");
            text.Append(extension switch
            {
                ".cs" => $"    public void {name()}(int {name()})", ".java" => $"    public void {name()}(int {name()})", ".ts" => $"    {name()}({name()}: number): void",
                ".go" => $"    func {name()}(a int)", _ => $"    def {name()}(self)",
            }).Append(open).Append('\n');
            for (var line = random.Next(3, 14); line > 0; line--)
                text.Append(CultureInfo.InvariantCulture, $"        {name()} = {name()}.{name()}(\"{word()} {word()}\")\n");
            text.Append("    ").Append(close).Append('\n');
        }

        return text.Append(close).Append('\n').ToString();
    }

    private static string Word(Random random)
    {
        const string Consonants = "bcdfghklmnprstvw";
        const string Vowels = "aeiou";
        return string.Concat(Enumerable.Range(0, random.Next(2, 4)).Select(_ => $"{Consonants[random.Next(Consonants.Length)]}{Vowels[random.Next(Vowels.Length)]}")) + Consonants[random.Next(Consonants.Length)];
    }

    private static void Git(string folder, string? input, params string[] arguments)
    {
        var start = new ProcessStartInfo("git") { WorkingDirectory = folder, RedirectStandardInput = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var git = Process.Start(start)!;
        if (input is not null) git.StandardInput.Write(input);
        git.StandardInput.Close();
        git.WaitForExit();
        if (git.ExitCode != 0) throw new InvalidOperationException($"git {arguments[0]} exited with {git.ExitCode}.");
    }
}
