import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';

const CLIENTS = Number(process.env.SHUTDOWN_CLIENTS ?? 2_000);
/** Connected at the same time: a server's backlog is limited. */
const CONNECTING = 100;

interface Report {
  readonly port?: number;
  readonly underWay?: number;
  readonly leftAtShutdown?: number;
}

async function startServer(http: string) {
  const child: ChildProcess = fork(fileURLToPath(new URL('../test/shutdown-process.ts', import.meta.url)), {
    env: { ...process.env, HTTP: http, NO_COLOR: '1' },
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

it.each(['express', 'fastify'])(
  'answers every request that is under way when the process gets SIGTERM: %s',
  { timeout: 180_000 },
  async (http) => {
    const { child, port, until, reports, output } = await startServer(http);
    const answers = new Set<number>();
    const codes = new Map<number, number>();
    const closed: Promise<unknown>[] = [];
    for (let id = 0; id < CLIENTS; id += CONNECTING) {
      const batch = Array.from({ length: Math.min(CONNECTING, CLIENTS - id) }, (_, index) => id + index);
      await Promise.all(
        batch.map(async (number) => {
          const client = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
          client.on('message', (frame) => answers.add(JSON.parse(frame.toString()).data));
          closed.push(
            once(client, 'close').then(([code]) => {
              codes.set(code, (codes.get(code) ?? 0) + 1);
            }),
          );
          await once(client, 'open');
          client.send(JSON.stringify({ event: 'work', data: number }));
        }),
      );
    }
    await until((report) => report.underWay === CLIENTS);
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await ended).toEqual([null, 'SIGTERM']);
    await Promise.all(closed);
    expect(answers.size).toBe(CLIENTS);
    expect([...codes]).toEqual([[1012, CLIENTS]]);
    expect(reports.at(-1)).toEqual({ leftAtShutdown: 0 });
    expect(output()).toBe('');
  },
);
