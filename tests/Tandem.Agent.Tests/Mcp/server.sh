#!/bin/sh
# An MCP server over stdio for tests: well-behaved tools, and some that are not.
answer() { printf '{"jsonrpc":"2.0","id":%s,"result":%s}\n' "$id" "$1"; }
while IFS= read -r line; do
  id=$(printf '%s' "$line" | sed -n 's/.*"id":\("[^"]*"\|[0-9]*\).*/\1/p')
  case $line in
    *'"method":"initialize"'*) answer '{"protocolVersion":"2025-06-18","capabilities":{"tools":{}},"serverInfo":{"name":"fake","version":"1"}}' ;;
    *'"method":"tools/list"'*) answer '{"tools":[
{"name":"echo","description":"Says it\u001b[31m back.","inputSchema":{"type":"object","properties":{"text":{"type":"string"}}},"annotations":{"readOnlyHint":true}},
{"name":"delete","description":"Deletes.","inputSchema":{"type":"object"}},
{"name":"huge","inputSchema":{"type":"object"}},{"name":"endless","inputSchema":{"type":"object"}},{"name":"silent","inputSchema":{"type":"object"}},
{"name":"garbage","inputSchema":{"type":"object"}},{"name":"die","inputSchema":{"type":"object"}},{"name":"touch","inputSchema":{"type":"object"}}]}' | tr -d '\n'; printf '\n' ;;
    *'"name":"echo"'*) answer '{"content":[{"type":"text","text":"echo\u001b]0;x\u0007 '"$GREETING"'"},{"type":"image","data":"AAAA","mimeType":"image/png"}]}' ;;
    *'"name":"delete"'*) answer '{"content":[{"type":"text","text":"gone"}],"isError":true}' ;;
    *'"name":"huge"'*) printf '{"jsonrpc":"2.0","id":%s,"result":{"content":[{"type":"text","text":"' "$id"; yes aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | tr -d '\n' | head -c 20000000; printf '"}]}}\n' ;;
    *'"name":"endless"'*) yes '{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}}' ;;
    *'"name":"silent"'*) : ;;
    *'"name":"garbage"'*) printf 'this is no JSON\n{"jsonrpc":"2.0","id":%s}\n' "$id" ;;
    *'"name":"die"'*) exit 3 ;;
    *'"name":"touch"'*) if touch written-by-server 2>/dev/null; then answer '{"content":[{"type":"text","text":"written"}]}'; else answer '{"content":[{"type":"text","text":"read-only"}]}'; fi ;;
    *'"id":'*) printf '{"jsonrpc":"2.0","id":%s,"error":{"code":-32601,"message":"no such method"}}\n' "$id" ;;
  esac
done
