import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describeProcessShutdown } from '@portico/conformance';
import { io } from 'socket.io-client';

describeProcessShutdown('socket.io', {
  fork: () =>
    fork(fileURLToPath(new URL('./shutdown-process.fixture.ts', import.meta.url)), {
      env: { ...process.env, NO_COLOR: '1' },
      execArgv: ['-C', '@portico/source', '--import', '@oxc-node/core/register'],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    }),
  clients: Number(process.env.SHUTDOWN_CLIENTS ?? 500),
  async connect(port, id) {
    const client = io(`http://127.0.0.1:${port}`, { transports: ['websocket'], forceNew: true, reconnection: false });
    const closed = new Promise((resolve) => client.once('disconnect', resolve));
    await new Promise<void>((resolve) => client.once('connect', resolve));
    return { reply: client.emitWithAck('work', id), closed };
  },
  // Clients reconnect after this reason.
  closedWith: 'transport close',
});
