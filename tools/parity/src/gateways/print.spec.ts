import { expect, test } from 'vitest';
import type { Enhancers } from './case.js';
import { printCase } from './print.js';

const none: Enhancers = { guards: [], interceptors: [], pipes: [], filters: [] };

test('a case is printed as a short program', () => {
  const printed = printCase({
    http: 'fastify',
    adapter: { library: 'socket.io', variant: 'plain' },
    global: { ...none, by: 'token' },
    gateways: [
      {
        port: 'application',
        namespace: '~room',
        scope: 'default',
        hooks: { handleConnection: { when: 'tick', does: 'leave' } },
        handlers: [
          {
            patterns: ['a'],
            parameters: [{ from: 'key', pipes: [{ does: 'parse-int', when: 'sync' }] }],
            result: { kind: 'promise', when: 'tick', of: { kind: 'value', value: { $: 'bigint' } } },
            enhancers: { ...none, guards: [{ does: 'refuse', when: 'sync' }] },
          },
        ],
        enhancers: none,
        inherited: [],
      },
    ],
    script: [
      { do: 'connect', client: 0, gateway: 0 },
      { do: 'send', client: 0, event: 'a', args: ['text'], ack: true },
    ],
    closeFirst: true,
  });
  expect(printed).toBe(
    [
      String.raw`@WebSocketGateway({ namespace: /^\/room-\d+$/ })`,
      'class Gateway0 {',
      '  @WebSocketServer() server;',
      '  async handleConnection(client) { await tick; client.disconnect(); }',
      '  @UseGuards(refuse) @SubscribeMessage("a")',
      "  handler0(@MessageBody('key', parse-int) data) { return (async () => { await tick; return 12n; })(); }",
      '}',
      '// plain adapter for socket.io, on fastify',
      '// client 0 connects to Gateway0',
      '// client 0 sends "a" ("text") with ack',
      '// the application closes before its clients have left',
    ].join('\n'),
  );
});
