using Tandem.Starter.Corpus;

return args switch
{
    ["verify", var families, var typeScript] => await Commands.VerifyAsync(families, typeScript),
    ["generate", var families, var output, var count] => Commands.Generate(families, output, int.Parse(count)),
    ["judge", var families, var typeScript, var answers, var report] => await Commands.JudgeAsync(families, typeScript, answers, report),
    _ => Commands.Usage(),
};
