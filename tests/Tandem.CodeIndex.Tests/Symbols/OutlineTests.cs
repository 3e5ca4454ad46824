using CsCheck;
using Tandem.CodeIndex.Symbols;

namespace Tandem.CodeIndex.Tests.Symbols;

public sealed class OutlineTests
{
    [Fact]
    public void CSharp() => AssertOutline(
        "a.cs",
        """
        namespace N;
        /// <summary>class NotThis</summary>
        public sealed class Parser<T> : IParser
        {
            private readonly int _depth = 3;
            public Parser() { }
            public string Name => "method NotThis()";
            public T Parse(string text)
            {
                int Local() => 1;
                return default!;
            }
            enum Mode { Fast, Slow }
        }
        public record Point(int X, int Y);
        """,
        "class Parser 3-14", "field Parser._depth 5-5", "constructor Parser.Parser 6-6", "property Parser.Name 7-7", "method Parser.Parse 8-12",
        "enum Parser.Mode 13-13", "constant Parser.Mode.Fast 13-13", "constant Parser.Mode.Slow 13-13", "record Point 15-15");

    [Fact]
    public void TypeScript() => AssertOutline(
        "a.ts",
        """
        import { x } from './x';
        export default class Player extends Base<Media> implements Api {
          private level = 0;
          constructor(private config: Config) {
            super();
          }
          public async load(url: string, cb?: (e: Error) => void): Promise<void> {
            if (url) { go(); }
            for (let i = 0; i < 3; i++) { go(`text ${i} {`); }
          }
          get height(): number { return 1; }
        }
        export interface Config { debug: boolean }
        export type Id = string | number;
        export function parse(text: string) { return text.match(/[{"]/); }
        const handler = async (event) => {
          event.stop();
        };
        """,
        "class Player 2-12", "method Player.constructor 4-6", "method Player.load 7-10", "method Player.height 11-11", "interface Config 13-13",
        "type Id 14-14", "function parse 15-15", "function handler 16-18");

    [Fact]
    public void Go() => AssertOutline(
        "a.go",
        """
        package main
        type Server struct {
        	addr string
        }
        func (s *Server) Listen(addr string) (err error) {
        	if err != nil { return }
        	return
        }
        func New[T any](a T) *Server { return nil }
        type Handler interface { Serve() }
        """,
        "struct Server 2-4", "method Server.Listen 5-8", "function New 9-9", "interface Handler 10-10");

    [Fact]
    public void Java() => AssertOutline(
        "A.java",
        """
        package p;
        @Component("x")
        public class Store<K, V> extends Base {
            private final Map<K, V> map = new HashMap<>();
            @Override
            @Timed(value = "get")
            public V get(K key) throws IOException {
                while (true) { break; }
                return map.get(key);
            }
            static <T> List<T> all(T... items) { return List.of(items); }
            enum State { ON, OFF }
        }
        """,
        "class Store 3-13", "field Store.map 4-4", "method Store.get 7-10", "method Store.all 11-11", "enum Store.State 12-12");

    [Fact]
    public void Rust() => AssertOutline(
        "a.rs",
        """
        pub struct Lexer<'a> { text: &'a str }
        impl<'a> Iterator for Lexer<'a> {
            fn next(&mut self) -> Option<char> {
                match self.peek() { Some('{') => None, _ => None }
            }
        }
        pub(crate) async fn run<T: Send>(input: T) -> Result<(), Error> where T: Clone {
            Ok(())
        }
        trait Visit { fn visit(&self); }
        mod inner { }
        """,
        "struct Lexer 1-1", "impl Lexer 2-6", "method Lexer.next 3-5", "function run 7-9", "trait Visit 10-10", "mod inner 11-11");

    [Fact]
    public void Cpp() => AssertOutline(
        "a.cpp",
        """
        #include "a.h"
        namespace ui {
        class Window : public Base {
         public:
          explicit Window(int w);
          int width() const { return w_; }
        };
        Window::Window(int w) : w_(w) {
        }
        static int helper(const std::vector<int>& v, int (*f)(int)) {
          return f(v[0]);
        }
        }
        """,
        "namespace ui 2-13", "class ui.Window 3-7", "method ui.Window.width 6-6", "method ui.Window 8-9", "method ui.helper 10-12");

    [Fact]
    public void Python() => AssertOutline(
        "a.py",
        """"
        """Module text: def not_this()."""
        LIMIT = 3

        class Spider(Base):
            """class NotThis"""
            name = "x"

            async def parse(
                self,
                response,
            ):
                value = 1

                return value

        def main():
            pass
        """",
        "const LIMIT 2-2", "class Spider 4-14", "const Spider.name 6-6", "method Spider.parse 8-14", "function main 16-17");

    [Fact]
    public void Ruby() => AssertOutline(
        "a.rb",
        """
        module Web
          class Server < Base
            def self.start(port)
              loop do
                run
              end
            end
            def stop? = true
          end
        end
        """,
        "module Web 1-10", "class Web.Server 2-9", "method Web.Server.start 3-7", "method Web.Server.stop? 8-8");

    [Fact]
    public void Kotlin() => AssertOutline(
        "a.kt",
        """
        data class User(val name: String) {
            fun greet(): String {
                items.forEach { print(it) }
                return "x"
            }
        }
        object Registry { }
        fun String.shout(): String { return uppercase() }
        """,
        "class User 1-6", "method User.greet 2-5", "object Registry 7-7", "function shout 8-8");

    [Fact]
    public void Php() => AssertOutline(
        "a.php",
        """
        <?php
        class Cart extends Model {
            public function total(array $items): int { foreach ($items as $i) { } return 1; }
        }
        function helper() { }
        """,
        "class Cart 2-4", "method Cart.total 3-3", "function helper 5-5");

    [Fact]
    public void Imports_are_read_as_slash_paths()
    {
        Assert.Equal(["./x", "lib"], Read("a.ts", "import { a } from './x';\nconst l = require('lib');").Imports);
        Assert.Equal(["../pkg/mod", "../pkg/mod/name", "os/path"], Read("a.py", "from ..pkg.mod import name\nimport os.path\n").Imports);
        Assert.Equal(["net/http"], Read("a.go", "import (\n\t\"net/http\"\n)\n").Imports);
        Assert.Equal(["a/b/C"], Read("A.java", "import a.b.C;\n").Imports);
    }

    [Theory]
    [InlineData("a.cs")]
    [InlineData("a.ts")]
    [InlineData("a.py")]
    [InlineData("a.rs")]
    [InlineData("a.lua")]
    [InlineData("a.html")]
    public void Any_text_has_an_outline_whose_code_keeps_length_and_lines(string path) =>
        Gen.OneOf(Gen.String, TextGen.OneOf("{", "}", "(", ")", "\"", "'", "`", "/*", "*/", "//", "#", "\n", "class A", "def f", "\"\"\"", "\\", "/", "=", ";", "--[[", "<!--").Array[0, 60].Select(string.Concat))
            .Sample(
                text =>
                {
                    var outline = Read(path, text);
                    var lines = new LineMap(text).Count;
                    Assert.Equal(text.Length, outline.Code.Length);
                    Assert.Equal(text.Count(c => c == '\n'), outline.Code.Count(c => c == '\n'));
                    Assert.All(outline.Symbols, s => Assert.True(s.Line >= 1 && s.EndLine >= s.Line && s.EndLine <= Math.Max(1, lines), $"{s} of {lines}"));
                },
                iter: 100, threads: 1);

    [Fact]
    public void Hostile_source_costs_linear_time()
    {
        var text = string.Concat(Enumerable.Repeat("a < b ( : = ,", 20_000)) + "{";

        Assert.NotNull(Read("a.ts", text));
    }

    private static Outline Read(string path, string text) => OutlineReader.Read(path, text, TestContext.Current.CancellationToken);

    private static void AssertOutline(string path, string text, params string[] expected) =>
        Assert.Equal(expected, Read(path, text).Symbols.Select(s => $"{s.Kind} {s.FullName} {s.Line}-{s.EndLine}"));
}
