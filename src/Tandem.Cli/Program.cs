using System.CommandLine;

var root = new RootCommand("Tandem puts the best model on every question: your own Llama, or a GPT-4-class API.");
return await root.Parse(args).InvokeAsync();
