import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describeProcessShutdown } from '@portico/conformance';
import { WebSocket } from 'ws';

for (const http of ['express', 'fastify']) {
  describeProcessShutdown(http, {
    fork: () =>
      fork(fileURLToPath(new URL('./shutdown-process.fixture.ts', import.meta.url)), {
        env: { ...process.env, HTTP: http, NO_COLOR: '1' },
        execArgv: ['-C', '@portico/source', '--import', '@oxc-node/core/register'],
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      }),
    clients: Number(process.env.SHUTDOWN_CLIENTS ?? 2_000),
    async connect(port, id) {
      const client = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
      const reply = new Promise((resolve) => {
        client.once('message', (frame) => resolve(JSON.parse(frame.toString()).data));
      });
      const closed = once(client, 'close').then(([code]) => code);
      await once(client, 'open');
      client.send(JSON.stringify({ event: 'work', data: id }));
      return { reply, closed };
    },
    closedWith: 1012,
  });
}
