using Tandem.Evals.Edits;
using Tandem.Evals.Retrieval;
using Tandem.Evals.Routing;

// One line per verb.
return args switch
{
    ["edits", .. var rest] => EditsEvaluation.Run(rest),
    ["retrieval", .. var rest] => RetrievalEval.Run(rest),
    ["routing", .. var rest] => RoutingEval.Run(rest),
    _ => Unknown(args),
};

static int Unknown(string[] args)
{
    Console.Error.WriteLine(args.Length == 0 ? "Usage: evals/run VERB [options]" : $"'{args[0]}' is no evaluation.");
    Console.Error.WriteLine("Verbs: edits, retrieval, routing");
    return 2;
}
