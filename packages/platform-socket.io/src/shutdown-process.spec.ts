import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { io } from 'socket.io-client';
import { expect, it, onTestFinished } from 'vitest';

const CLIENTS = Number(process.env.SHUTDOWN_CLIENTS ?? 500);
/** Connected at the same time: a server's backlog is limited. */
const CONNECTING = 100;

interface Report {
  readonly port?: number;
  readonly underWay?: number;
  readonly leftAtShutdown?: number;
}

async function startServer() {
  const child: ChildProcess = fork(fileURLToPath(new URL('./shutdown-process.fixture.ts', import.meta.url)), {
    env: { ...process.env, NO_COLOR: '1' },
    execArgv: ['-C', '@portico/source', '--import', '@oxc-node/core/register'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output += chunk;
    });
  }
  const reports: Report[] = [];
  child.on('message', (report: Report) => reports.push(report));
  const until = async (known: (report: Report) => boolean): Promise<Report> => {
    for (;;) {
      const found = reports.find(known);
      if (found) return found;
      await Promise.race([once(child, 'message'), once(child, 'exit').then(() => Promise.reject(new Error(output)))]);
    }
  };
  const { port } = await until((report) => report.port !== undefined);
  return { child, port, until, reports, output: () => output };
}

it('acknowledges every request that is under way when the process gets SIGTERM', { timeout: 180_000 }, async () => {
  const { child, port, until, reports, output } = await startServer();
  const answers: Promise<unknown>[] = [];
  const reasons = new Map<string, number>();
  const closed: Promise<unknown>[] = [];
  for (let id = 0; id < CLIENTS; id += CONNECTING) {
    const batch = Array.from({ length: Math.min(CONNECTING, CLIENTS - id) }, (_, index) => id + index);
    await Promise.all(
      batch.map(async (number) => {
        const client = io(`http://127.0.0.1:${port}`, {
          transports: ['websocket'],
          forceNew: true,
          reconnection: false,
        });
        closed.push(
          new Promise<void>((resolve) =>
            client.once('disconnect', (reason) => {
              reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
              resolve();
            }),
          ),
        );
        await new Promise<void>((resolve) => client.once('connect', resolve));
        answers.push(client.emitWithAck('work', number).then((answer) => expect(answer).toBe(number)));
      }),
    );
  }
  await until((report) => report.underWay === CLIENTS);
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await ended).toEqual([null, 'SIGTERM']);
  await Promise.all(answers);
  await Promise.all(closed);
  // With this reason clients reconnect.
  expect([...reasons]).toEqual([['transport close', CLIENTS]]);
  expect(reports.at(-1)).toEqual({ leftAtShutdown: 0 });
  expect(output()).toBe('');
});
