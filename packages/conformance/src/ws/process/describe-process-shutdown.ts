import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import type { WorkReport } from './run-work-process.js';

/** How many clients connect at the same time, because the backlog of a server is limited. */
const CONNECTING = 100;
const TIMEOUT_MS = 180_000;

/** A client that has sent its message. */
export interface WorkClient {
  /** Resolves to the data of the reply. */
  readonly reply: Promise<unknown>;
  /** Resolves when the client is disconnected, to the close code or to the reason of the library. */
  readonly closed: Promise<unknown>;
}

/** A process with a server, and its clients. */
export interface ProcessUnderTest {
  /** Starts a program that calls {@link runWorkProcess}. It needs an IPC channel, and pipes for its output. */
  fork(): ChildProcess;
  /** How many clients wait for a reply when the process receives the signal. */
  readonly clients: number;
  /** Connects a client, and sends the event `work` with the id as data. */
  connect(port: number, id: number): Promise<WorkClient>;
  /** The value to which `closed` of each client must resolve. */
  readonly closedWith: unknown;
}

/**
 * Tests that a process that receives SIGTERM replies to all running messages, disconnects its clients, prints nothing,
 * and is then terminated by the signal.
 *
 * @param name names the test
 */
export function describeProcessShutdown(name: string, { fork, clients, connect, closedWith }: ProcessUnderTest): void {
  it(`replies to all running messages when the process receives SIGTERM: ${name}`, {
    timeout: TIMEOUT_MS,
  }, async () => {
    const { child, until, reports, output } = watch(fork());
    const { port } = await until((report) => report.port !== undefined);
    const connected: WorkClient[] = [];
    for (let first = 0; first < clients; first += CONNECTING) {
      const ids = Array.from({ length: Math.min(CONNECTING, clients - first) }, (_, index) => first + index);
      connected.push(...(await Promise.all(ids.map((id) => connect(port!, id)))));
    }
    await until((report) => report.underWay === clients);
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await ended).toEqual([null, 'SIGTERM']);
    const endings = await Promise.all(connected.map(({ closed }) => closed));
    expect(new Set(endings)).toEqual(new Set([closedWith]));
    const replies = connected.map(({ reply, closed }) => Promise.race([reply, closed.then(() => 'no reply')]));
    expect(await Promise.all(replies)).toEqual(connected.map((_, id) => id));
    expect(reports.at(-1)).toEqual({ leftAtShutdown: 0 });
    expect(output()).toBe('');
  });
}

function watch(child: ChildProcess) {
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output += chunk;
    });
  }
  const reports: WorkReport[] = [];
  child.on('message', (report: WorkReport) => reports.push(report));
  const ended = once(child, 'exit').then(() => Promise.reject(new Error(`The process exited: ${output}`)));
  ended.catch(() => undefined);
  const until = async (isExpected: (report: WorkReport) => boolean): Promise<WorkReport> => {
    for (;;) {
      const found = reports.find(isExpected);
      if (found) return found;
      await Promise.race([once(child, 'message'), ended]);
    }
  };
  return { child, until, reports, output: () => output };
}
