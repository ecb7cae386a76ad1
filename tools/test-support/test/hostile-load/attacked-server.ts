import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Command, Measurement, WsPlatform } from './contract.js';

type Question = Command extends infer Each ? (Each extends Command ? Omit<Each, 'id'> : never) : never;

/** A server in a process of its own. */
export class AttackedServer {
  private readonly waiting = new Map<number, (answer: unknown) => void>();
  private lastId = 0;
  port = 0;

  private constructor(private readonly child: ChildProcess) {
    child.on('message', ({ id, answer }: { id: number; answer: unknown }) => {
      this.waiting.get(id)?.(answer);
      this.waiting.delete(id);
    });
  }

  /** @param env further variables of its environment */
  static async start(platform: WsPlatform, env: Record<string, string> = {}): Promise<AttackedServer> {
    const child = fork(fileURLToPath(new URL('./server-process.ts', import.meta.url)), {
      env: { ...process.env, ...env, PLATFORM: platform, NO_COLOR: '1' },
      execArgv: ['--expose-gc', '-C', '@portico/source', '--import', '@oxc-node/core/register'],
      serialization: 'advanced',
    });
    const server = new AttackedServer(child);
    try {
      server.port = (await server.answer(0)) as number;
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  /** Sends so many texts to every client, and tells how many connections are left. */
  shout(times: number, bytes: number): Promise<number> {
    return this.ask({ what: 'shout', times, bytes }) as Promise<number>;
  }

  connections(): Promise<number> {
    return this.ask({ what: 'connections' }) as Promise<number>;
  }

  measure(): Promise<Measurement> {
    return this.ask({ what: 'measure' }) as Promise<Measurement>;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exited;
  }

  private ask(question: Question): Promise<unknown> {
    this.lastId += 1;
    const answer = this.answer(this.lastId);
    this.child.send({ ...question, id: this.lastId });
    return answer;
  }

  private answer(id: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const { exitCode, signalCode } = this.child;
      if (exitCode !== null || signalCode !== null) {
        return reject(new Error(`The attacked process has ended with ${exitCode ?? signalCode}`));
      }
      const end = (code: number | null): void => reject(new Error(`The attacked process ended with ${code}`));
      this.child.once('exit', end);
      this.waiting.set(id, (answer) => {
        this.child.off('exit', end);
        resolve(answer);
      });
    });
  }
}
