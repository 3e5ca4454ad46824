using Tandem.Evals.Edits;

// One line per evaluation; each is a class of its own.
return args switch
{
    ["edits", .. var rest] => EditsEvaluation.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: ./evals/run edits --cases FILE --results FILE [--report FILE] [--format case|auto] [--list N]");
    return 2;
}
