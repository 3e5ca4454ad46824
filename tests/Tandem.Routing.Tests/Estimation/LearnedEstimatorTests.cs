using Tandem.Routing.Estimation;
using Tandem.Routing.Features;
using Tandem.Routing.Prices;

namespace Tandem.Routing.Tests.Estimation;

/// <summary>The sense check: with a local Llama and a GPT-4-class API, plain requests stay local and research-grade ones go out.</summary>
public sealed class LearnedEstimatorTests
{
    private static readonly LearnedEstimator s_estimator = new();

    [Theory]
    [InlineData("rename this variable")]
    [InlineData("Write a hello world program in Python")]
    [InlineData("fix the typo in the README")]
    [InlineData("write a commit message for this change")]
    [InlineData("add a docstring to this function")]
    [InlineData("How do I reverse a string in C#?")]
    [InlineData("hi")]
    public void Plain_requests_stay_with_the_local_model(string text)
    {
        Assert.Equal("llama", ChoiceOf("llama3.3:70b", text));
        Assert.Equal("llama", ChoiceOf("llama-3.1-8b", text));
    }

    [Theory]
    [InlineData("Design a lock-free skip list with memory reclamation and prove its linearizability.")]
    [InlineData("Find the race condition in this distributed consensus protocol: replicas acknowledge before fsync, and a leader that fails over may commit an entry from an older term.")]
    [InlineData("Implement a Raft log replication module with snapshotting, and prove that committed entries are never lost under partition.")]
    [InlineData("Design a CRDT for collaborative rich text with undo, prove convergence and analyse the space complexity.")]
    [InlineData("Our service deadlocks under load about once a day; here are thread dumps of three nodes. Find the root cause and propose a fix that does not reduce throughput.")]
    public void Research_goes_to_the_strong_model(string text)
    {
        Assert.Equal("gpt", ChoiceOf("llama3.3:70b", text));
        Assert.Equal("gpt", ChoiceOf("llama-3.1-8b", text));
    }

    [Fact]
    public void Failed_attempts_raise_what_a_task_demands()
    {
        var query = QueryOf("Make the parser accept nested comments.") with { Task = TaskKind.Edit };
        var model = new[] { Llama("llama3.3:70b") };

        var before = s_estimator.Estimate(query, model)[0].Expected;
        var after = s_estimator.Estimate(query with { Repository = new RepositorySignals { FailedAttempts = 2 } }, model)[0].Expected;

        Assert.True(after < before - 0.05);
    }

    [Fact]
    public void Estimates_are_probabilities_inside_their_interval()
    {
        var estimate = s_estimator.Estimate(QueryOf("Explain how a B-tree splits a node."), [Llama("unheard-of-model"), Gpt])[0];

        Assert.InRange(estimate.Expected, estimate.Low, estimate.High);
        Assert.InRange(estimate.Low, 0, 1);
        Assert.InRange(estimate.High, 0, 1);
    }

    [Fact]
    public void Less_is_believed_of_a_model_that_nothing_is_known_of()
    {
        var query = QueryOf("Explain how a B-tree splits a node.");

        var known = s_estimator.Estimate(query, [Gpt])[0];
        var unknown = s_estimator.Estimate(query, [Llama("unheard-of-model")])[0];

        Assert.True(unknown.High - unknown.Low > known.High - known.Low);
    }

    private static ModelProfile Gpt { get; } = Llama("gpt-4.1") with { Name = "gpt", Zone = Zone.External, Price = new ModelPrice { Input = 2, Output = 8 } };

    private static string ChoiceOf(string llama, string text)
    {
        var query = QueryOf(text);
        var decision = new Router(new RoutingOptions { Policy = "balanced" }, s_estimator).Decide(query, [Llama(llama), Gpt], null, new RouteContext { Seed = 3 });
        return decision.Order.First(candidate => !decision.Explored || candidate != decision.Choice).Model.Name;
    }

    private static RouteQuery QueryOf(string text) => new()
    {
        Task = TaskClassifier.Classify(text), Text = text, InputBytes = text.Length, DataClass = DataClass.Shareable, Boundary = Boundary.Start,
    };

    private static ModelProfile Llama(string upstream) => new()
    {
        Name = "llama", UpstreamName = upstream, Zone = Zone.Local, ContextTokens = 131072, MaxOutputTokens = 8192, Supports = Capabilities.Tools, Price = ModelPrice.Free,
    };
}
