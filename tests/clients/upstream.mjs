// A model server that writes a file by whatever tool it is offered, and says so once it has the tool's result. Speaks OpenAI's chat completions and embeddings.
import { createServer } from 'node:http';

const call = (path, text) => [
  ['write_file', { path, text }],
  ['Write', { file_path: `${process.cwd()}/${path}`, content: text }],
  ['exec_command', { cmd: `printf %s '${text}' > ${path}` }],
  ['shell_command', { command: `printf %s '${text}' > ${path}` }],
  ['shell', { command: ['bash', '-c', `printf %s '${text}' > ${path}`] }],
];

function answer(body) {
  const isDone = body.messages.at(-1).role === 'tool' || body.messages.some((message) => message.role === 'tool');
  const names = (body.tools ?? []).map((tool) => tool.function.name);
  const found = isDone ? undefined : call('hello.txt', 'a "b" 😀').find(([name]) => names.includes(name));
  if (process.env.SHOW_TOOLS) console.error(names.join(' '));
  return { text: isDone ? 'Written.' : 'Let me write it.', tool: found && { id: 'call_1', type: 'function', function: { name: found[0], arguments: JSON.stringify(found[1]) } } };
}

const usage = { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 };
const server = createServer(async (request, response) => {
  let text = '';
  for await (const part of request) text += part;
  const body = text ? JSON.parse(text) : {};
  const json = (value) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  if (request.url.endsWith('/embeddings'))
    return json({ object: 'list', model: body.model, data: [].concat(body.input).map((input, index) => ({ object: 'embedding', index, embedding: [String(input).length, 0.5, -1] })), usage });
  if (!request.url.endsWith('/chat/completions')) return json({ object: 'list', data: [] });
  const { text: said, tool } = answer(body);
  const finish = tool ? 'tool_calls' : 'stop';
  const head = { id: `chatcmpl-${Date.now()}`, created: 1_760_000_000, model: body.model };
  if (!body.stream)
    return json({ ...head, object: 'chat.completion', choices: [{ index: 0, finish_reason: finish, message: { role: 'assistant', content: said, tool_calls: tool && [tool] } }], usage });
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const chunk = (choices, more = {}) => response.write(`data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', choices, ...more })}\n\n`);
  const delta = (value, reason = null) => chunk([{ index: 0, delta: value, finish_reason: reason }]);
  delta({ role: 'assistant', content: '' });
  for (const word of said.split(/(?<= )/)) delta({ content: word });
  if (tool) {
    delta({ tool_calls: [{ index: 0, ...tool, function: { name: tool.function.name, arguments: '' } }] });
    for (const piece of tool.function.arguments.match(/.{1,7}/gu)) delta({ tool_calls: [{ index: 0, function: { arguments: piece } }] });
  }
  delta({}, finish);
  chunk([], { usage });
  response.end('data: [DONE]\n\n');
});
server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
