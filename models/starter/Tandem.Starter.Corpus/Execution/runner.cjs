// Runs generated JavaScript and TypeScript; reads a JSON list of jobs, writes a JSON list of verdicts. TypeScript is compiled by
// the package whose path is the first argument.
const vm = require("vm");
const typescript = process.argv[2] ? require(process.argv[2]) : null;

const same = (actual, expected) => {
    if (typeof expected === "number") return typeof actual === "number" && Math.abs(actual - expected) <= 1e-9 * Math.max(1, Math.abs(expected));
    if (Array.isArray(expected)) return Array.isArray(actual) && actual.length === expected.length && expected.every((e, i) => same(actual[i], e));
    if (expected && typeof expected === "object") {
        return actual && Object.keys(actual).length === Object.keys(expected).length && Object.keys(expected).every(key => same(actual[key], expected[key]));
    }
    return actual === expected;
};

const run = job => {
    let code = job.code;
    if (job.typed) {
        if (!typescript) return "no TypeScript compiler";
        code = typescript.transpileModule(code, { compilerOptions: { target: "ES2022" }, reportDiagnostics: false }).outputText;
    }
    const calls = job.cases.map(([args]) => `${job.entry}(...${JSON.stringify(args)})`).join(", ");
    const json = vm.runInNewContext(`${code}\nJSON.stringify([${calls}]);`, {}, { timeout: 2000 });
    return JSON.parse(json).every((actual, i) => same(actual, job.cases[i][1])) ? "" : "wrong result";
};

let input = "";
process.stdin.on("data", part => input += part).on("end", () => {
    const verdicts = JSON.parse(input).map(job => {
        try {
            return run(job);
        } catch (error) {
            return String(error);
        }
    });
    process.stdout.write(JSON.stringify(verdicts));
});
