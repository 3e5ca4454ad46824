namespace Tandem.Configuration.Shapes;

/// <summary>What extends the agent: only in the user's own file.</summary>
internal static class ExtensionShapes
{
    public static NamesShape Mcp { get; } = new(
        new SectionShape(
        [
            new("command", new TextShape("a program") { Pattern = @"\S" }, "The program of a server over stdio; it runs in the sandbox, with the workspace read-only."),
            new("args", new ListShape(new TextShape("an argument")), "Its arguments.") { Default = "none" },
            new("env", new NamesShape(new TextShape("a value") { Secret = true }, @"^[A-Za-z_][A-Za-z0-9_]*$", "a name of a variable", "VARIABLE"), "Variables that it gets beside those of every sandboxed command.") { Default = "none" },
            new("url", new TextShape("an http or https address") { Pattern = @"^https?://\S+$", IsAddress = true }, "The address of a server over streamable HTTP, instead of `command`."),
            new("headers", new NamesShape(new TextShape("a value in one line") { Pattern = @"^[^\r\n]*$", Secret = true }, @"^[A-Za-z0-9-]+$", "a name of a header", "HEADER"), "Headers of each request to it.") { Default = "none" },
            new("network", new FlagShape(), "The sandbox lets it reach the network; then it counts as outside the house.") { Default = "false" },
            new("zone", new ChoiceShape(["local", "external"]), "Where what it is told ends up. Private text never goes to `external`.") { Default = "`local` in the sandbox without network and at loopback addresses, else `external`" },
            new("tools", new ListShape(new TextShape("a glob") { Pattern = @"\S" }), "Globs of its tools that are offered.") { Default = "all" },
            new("start_timeout", new NumberShape(0.1m, 600), "Seconds until it must be ready.") { Default = "20" },
            new("call_timeout", new NumberShape(0.1m, 3_600), "Seconds until a call must be answered.") { Default = "60" },
        ]),
        @"^[A-Za-z0-9_-]{1,32}$", "letters, digits, hyphens and underscores, at most 32", "SERVER");

    public static SectionShape Hooks { get; } = new(
    [
        new("session_start", new ListShape(Hook()), "When a session begins; what they print stands in front of the conversation.") { Default = "none" },
        new("session_end", new ListShape(Hook()), "When it ends.") { Default = "none" },
        new("before_tool", new ListShape(Hook()), "Before a tool call; an exit code other than 0 refuses it, and the output tells the model why.") { Default = "none" },
        new("after_tool", new ListShape(Hook()), "After a tool call; output of an exit code other than 0 is added to the result.") { Default = "none" },
        new("after_edit", new ListShape(Hook()), "After a call that changed files.") { Default = "none" },
    ]);

    private static SectionShape Hook() => new(
    [
        new("run", new TextShape("a command") { Pattern = @"\S", Literal = true }, "The command; it runs in the sandbox.") { Required = true },
        new("tool", new TextShape("a glob") { Pattern = @"\S" }, "Globs of tool names that it is for.") { Default = "all" },
        new("timeout", new NumberShape(0.1m, 600), "Seconds until it is ended.") { Default = "30" },
    ]);
}
