// Frameworks over the SDKs: each streams a task with a tool through "auto", gives the tool's result back and ends.
import assert from 'node:assert/strict';
import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { ChatAnthropic } from '@langchain/anthropic';
import { HumanMessage, ToolMessage } from '@langchain/core/messages';
import { tool as langchainTool } from '@langchain/core/tools';
import { ChatOllama } from '@langchain/ollama';
import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai';
import { embed, stepCountIs, streamText, tool } from 'ai';
import { z } from 'zod';

const written = { path: 'hello.txt', text: 'a "b" 😀' };
const inputSchema = z.object({ path: z.string(), text: z.string() });

async function vercel(model) {
  const seen = [];
  const result = streamText({
    model,
    prompt: 'Write hello.txt.',
    tools: { write_file: tool({ description: 'Writes a file.', inputSchema, execute: async (input) => (seen.push(input), 'done') }) },
    stopWhen: stepCountIs(3),
    onError: ({ error }) => { throw error; },
  });
  assert.ok((await result.text).endsWith('Written.'));
  assert.deepEqual(seen, [written]);
}

async function langchain(model) {
  const bound = model.bindTools([langchainTool(async () => 'done', { name: 'write_file', description: 'Writes a file.', schema: inputSchema })]);
  const ask = async (messages) => {
    let whole;
    for await (const part of await bound.stream(messages)) whole = whole ? whole.concat(part) : part;
    return whole;
  };
  const messages = [new HumanMessage('Write hello.txt.')];
  const first = await ask(messages);
  assert.deepEqual(first.tool_calls[0].args, written);
  const last = await ask([...messages, first, new ToolMessage({ content: 'done', tool_call_id: first.tool_calls[0].id, name: 'write_file' })]);
  assert.match(last.text ?? last.content, /Written\./);
}

export const frameworks = (base, apiKey) => ({
  'vercel ai: openai-compatible (chat)': () => vercel(createOpenAICompatible({ name: 'tandem', baseURL: `${base}/v1`, apiKey })('auto')),
  'vercel ai: openai (responses)': () => vercel(createOpenAI({ baseURL: `${base}/v1`, apiKey })('auto')),
  'vercel ai: anthropic (messages)': () => vercel(createAnthropic({ baseURL: `${base}/v1`, apiKey })('auto')),
  'vercel ai: embeddings': async () => {
    const { embedding } = await embed({ model: createOpenAI({ baseURL: `${base}/v1`, apiKey }).embedding('auto'), value: 'four' });
    assert.deepEqual(embedding, [4, 0.5, -1]);
  },
  'langchain: openai': () => langchain(new ChatOpenAI({ model: 'auto', apiKey, configuration: { baseURL: `${base}/v1` } })),
  'langchain: anthropic': () => langchain(new ChatAnthropic({ model: 'auto', apiKey, anthropicApiUrl: base, maxTokens: 1000 })),
  'langchain: ollama': () => langchain(new ChatOllama({ model: 'auto', baseUrl: base, headers: { Authorization: `Bearer ${apiKey}` } })),
  'langchain: embeddings': async () => {
    const vector = await new OpenAIEmbeddings({ model: 'auto', apiKey, configuration: { baseURL: `${base}/v1` } }).embedQuery('four');
    assert.deepEqual(vector, [4, 0.5, -1]);
  },
});
