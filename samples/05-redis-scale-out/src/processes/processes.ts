import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { setupPrimary } from '@socket.io/cluster-adapter';
import type { Upstreams } from '../proxy/upstreams.js';
import type { WsPlatform } from '../settings.js';
import { isServing, isSignalled } from './messages.js';

export interface RunningProcess {
  /** From 1. */
  readonly number: number;
  readonly pid: number;
  readonly port: number;
}

const TIMEOUT_MS = 5_000;

/** The application processes. A process that exits is replaced. */
export class Processes implements Upstreams {
  private readonly running = new Map<number, RunningProcess>();
  private readonly turns = { session: -1, request: -1 };
  private stopping = false;

  /**
   * @param redisUrl the URL of the Redis that they share, if any
   * @param ws the library of the clients
   * @param onSignal called when one of them has received a signal to exit
   */
  constructor(
    private readonly redisUrl: string | undefined,
    private readonly ws: WsPlatform,
    private readonly onSignal: () => void,
  ) {
    // The primary forwards the messages between the cluster adapters of the processes.
    if (redisUrl === undefined) setupPrimary();
  }

  get all(): readonly RunningProcess[] {
    return [...this.running.values()].sort((one, other) => one.number - other.number);
  }

  /** Returns `undefined` if the process is not running. */
  portOf(number: number): number | undefined {
    return this.running.get(number)?.port;
  }

  /** Returns the ports in rotation, separately for sessions and other requests; `undefined` if no process is running. */
  nextPort(purpose: 'session' | 'request'): number | undefined {
    const { all, turns } = this;
    if (all.length === 0) return undefined;
    turns[purpose] = (turns[purpose] + 1) % all.length;
    return all[turns[purpose]]?.port;
  }

  /** Resolves when all of them are listening. */
  async start(count: number): Promise<void> {
    await Promise.all(Array.from({ length: count }, (_, index) => this.startOne(index + 1)));
  }

  /** Closes them gracefully, and kills those that take too long. */
  async stop(): Promise<void> {
    this.stopping = true;
    const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
    await Promise.all(
      workers.map(async (worker) => {
        const exited = once(worker, 'exit');
        const timer = setTimeout(() => worker.process.kill('SIGKILL'), TIMEOUT_MS);
        if (worker.isConnected()) worker.send('stop');
        await exited;
        clearTimeout(timer);
      }),
    );
  }

  private async startOne(number: number): Promise<void> {
    const worker = cluster.fork({ PROCESS_NUMBER: number, REDIS_URL: this.redisUrl ?? '', WS: this.ws });
    worker.once('exit', () => this.exited(number));
    worker.on('message', (message: unknown) => isSignalled(message) && this.onSignal());
    const port = await portOf(worker);
    this.running.set(number, { number, pid: worker.process.pid as number, port });
  }

  private exited(number: number): void {
    const served = this.running.delete(number);
    if (!served || this.stopping) return;
    console.error(`Process ${number} ended; another takes its place.`);
    this.startOne(number).catch((error: Error) => console.error(error.message));
  }
}

function portOf(worker: Worker): Promise<number> {
  return new Promise((resolve, reject) => {
    worker.on('message', (message: unknown) => {
      if (isServing(message)) resolve(message.port);
    });
    worker.once('exit', (code) => reject(new Error(`A process exited with ${code} before it was listening.`)));
  });
}
