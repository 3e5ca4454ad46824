// Real clients do a task with streaming and tools through the model "auto". Prints one line a check and "N passed, N failed" last.
import assert from 'node:assert/strict';
import Anthropic from '@anthropic-ai/sdk';
import { Ollama } from 'ollama';
import OpenAI from 'openai';
import { agents } from './agents.mjs';
import { frameworks } from './frameworks.mjs';

const [base, key, work] = process.argv.slice(2); // The gateway, a key, and the folder that the scripted model writes into.
const said = 'Let me write it.';
const written = { path: 'hello.txt', text: 'a "b" 😀' };
const schema = { type: 'object', properties: { path: { type: 'string' }, text: { type: 'string' } } };
const messages = [{ role: 'user', content: 'Write hello.txt.' }];
const functionTools = [{ type: 'function', function: { name: 'write_file', parameters: schema } }];
const anthropicTools = [{ name: 'write_file', input_schema: schema }];

const openai = new OpenAI({ baseURL: `${base}/v1`, apiKey: key });
const anthropic = new Anthropic({ baseURL: base, apiKey: key });
const ollama = new Ollama({ host: base, headers: { Authorization: `Bearer ${key}` } });

const checks = {
  'openai: chat': async () => {
    const answer = await openai.chat.completions.create({ model: 'auto', messages, tools: functionTools });
    assert.deepEqual(JSON.parse(answer.choices[0].message.tool_calls[0].function.arguments), written);
    assert.match(answer._request_id, /^req_/);
  },
  'openai: chat, streamed': async () => {
    const stream = openai.chat.completions.stream({ model: 'auto', messages, tools: functionTools, stream_options: { include_usage: true } });
    const answer = await stream.finalChatCompletion();
    assert.equal(answer.choices[0].message.content, said);
    assert.deepEqual(JSON.parse(answer.choices[0].message.tool_calls[0].function.arguments), written);
    assert.ok(answer.usage.total_tokens > 0);
  },
  'openai: responses, streamed, then previous_response_id': async () => {
    const first = await openai.responses.stream({ model: 'auto', input: 'Write hello.txt.', tools: [{ type: 'function', name: 'write_file', parameters: schema, strict: false }] }).finalResponse();
    const call = first.output.find((item) => item.type === 'function_call');
    assert.deepEqual(JSON.parse(call.arguments), written);
    const next = await openai.responses.create({ model: 'auto', previous_response_id: first.id, input: [{ type: 'function_call_output', call_id: call.call_id, output: 'done' }] });
    assert.equal(next.output_text, 'Written.');
  },
  'openai: completions with suffix': async () => {
    const answer = await openai.completions.create({ model: 'auto', prompt: 'a', suffix: 'b' });
    assert.equal(answer.choices[0].text, said);
  },
  'openai: embeddings': async () => {
    const answer = await openai.embeddings.create({ model: 'auto', input: ['one', 'three'] }); // Asks for base64 by itself.
    assert.deepEqual(answer.data.map((one) => one.embedding), [[3, 0.5, -1], [5, 0.5, -1]]);
  },
  'openai: models, and a typed 404': async () => {
    assert.ok((await openai.models.list()).data.some((model) => model.id === 'auto'));
    await assert.rejects(() => openai.models.retrieve('nope'), (error) => error instanceof OpenAI.NotFoundError && error.code === 'model_not_found');
  },
  'openai: a typed 401': async () => {
    const stranger = new OpenAI({ baseURL: `${base}/v1`, apiKey: 'wrong', maxRetries: 0 });
    await assert.rejects(() => stranger.models.list(), OpenAI.AuthenticationError);
  },
  'anthropic: messages': async () => {
    const answer = await anthropic.messages.create({ model: 'auto', max_tokens: 100, messages, tools: anthropicTools });
    assert.deepEqual(answer.content.find((block) => block.type === 'tool_use').input, written);
    assert.equal(answer.stop_reason, 'tool_use');
  },
  'anthropic: messages, streamed': async () => {
    const answer = await anthropic.messages.stream({ model: 'auto', max_tokens: 100, messages, tools: anthropicTools }).finalMessage();
    assert.deepEqual(answer.content.find((block) => block.type === 'tool_use').input, written);
  },
  'anthropic: count_tokens, models, a typed 404': async () => {
    assert.ok((await anthropic.messages.countTokens({ model: 'auto', messages })).input_tokens > 0);
    assert.ok((await anthropic.models.list()).data.length > 0);
    await assert.rejects(() => anthropic.messages.create({ model: 'nope', max_tokens: 1, messages }), Anthropic.NotFoundError);
  },
  'ollama: chat': async () => {
    const answer = await ollama.chat({ model: 'auto', messages, tools: functionTools });
    assert.deepEqual(answer.message.tool_calls[0].function.arguments, written);
  },
  'ollama: chat, streamed': async () => {
    let [text, calls] = ['', undefined];
    for await (const part of await ollama.chat({ model: 'auto:latest', messages, tools: functionTools, stream: true })) {
      text += part.message.content;
      calls ??= part.message.tool_calls;
    }
    assert.equal(text, said);
    assert.deepEqual(calls[0].function.arguments, written);
  },
  'ollama: generate with suffix, list, show, ps': async () => {
    assert.equal((await ollama.generate({ model: 'llama', prompt: 'a', suffix: 'b' })).response, said);
    assert.ok((await ollama.list()).models.some((model) => model.name === 'llama:latest'));
    assert.ok((await ollama.show({ model: 'llama' })).capabilities.includes('tools'));
    assert.deepEqual((await ollama.ps()).models, []);
  },
  'ollama: embed': async () => {
    assert.deepEqual((await ollama.embed({ model: 'auto', input: 'four' })).embeddings, [[4, 0.5, -1]]);
  },
  ...frameworks(base, key),
  ...agents(base, key, work),
};

let failed = 0;
for (const [name, check] of Object.entries(checks))
  try {
    await check();
    console.log(`ok    ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAIL  ${name}: ${error.message}`);
  }

console.log(`${Object.keys(checks).length - failed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
