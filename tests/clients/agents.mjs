// Coding agents, headless: each writes hello.txt by a tool of its own through the gateway.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const limit = 120_000;
const bin = (name) => new URL(`./node_modules/.bin/${name}`, import.meta.url).pathname;

async function run(name, args, env, cwd) {
  const child = spawn(bin(name), args, { cwd, env: { PATH: process.env.PATH, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (output += part));
  const timer = setTimeout(() => child.kill('SIGKILL'), limit);
  const code = await new Promise((resolve) => child.on('close', resolve));
  clearTimeout(timer);
  assert.equal(code, 0, `${name} ended with ${code}: ${output.slice(-1500)}`);
  return output;
}

function place() {
  const home = mkdtempSync(join(tmpdir(), 'tandem-agent-'));
  const work = join(home, 'work');
  mkdirSync(work);
  return { home, work };
}

export const agents = (base, key, workOf) => ({
  'codex (responses)': async () => {
    const { home, work } = place();
    mkdirSync(join(home, '.codex'));
    writeFileSync(join(home, '.codex', 'config.toml'), `model = "auto"\nmodel_provider = "tandem"\n[model_providers.tandem]\nname = "Tandem"\nbase_url = "${base}/v1"\nenv_key = "TANDEM_KEY"\nwire_api = "responses"\n`);
    const output = await run('codex', ['exec', '--skip-git-repo-check', '--dangerously-bypass-approvals-and-sandbox', 'Write hello.txt.'], { HOME: home, TANDEM_KEY: key }, work);
    assert.match(output, /Written\./);
    assert.match(readFileSync(join(work, 'hello.txt'), 'utf8'), /a "b"/);
  },
  'claude code (messages)': async () => {
    const { home } = place();
    const model = 'auto';
    const output = await run('claude', ['-p', 'Write hello.txt.', '--permission-mode', 'bypassPermissions', '--output-format', 'json'], {
      HOME: home, ANTHROPIC_BASE_URL: base, ANTHROPIC_API_KEY: key, ANTHROPIC_MODEL: model, ANTHROPIC_SMALL_FAST_MODEL: model, ANTHROPIC_DEFAULT_HAIKU_MODEL: model,
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1', DISABLE_TELEMETRY: '1', DISABLE_AUTOUPDATER: '1', IS_SANDBOX: '1',
    }, workOf);
    assert.equal(JSON.parse(output.slice(output.indexOf('{'))).result, 'Written.');
    assert.equal(readFileSync(join(workOf, 'hello.txt'), 'utf8'), 'a "b" 😀');
  },
});
