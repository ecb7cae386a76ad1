import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { withTimeout } from '@portico/test-support';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import type { Guest, Said, Welcome } from '../src/chat/protocol.js';

export interface Run {
  readonly child: ReturnType<typeof spawn>;
  output(): string;
  printed(text: string): Promise<string>;
  exit(): Promise<[number | null, string | null]>;
}

/** Starts the sample with its command. */
export function start(env: Record<string, string>): Run {
  const flags = ['-C', '@portico/source', '--import', '@oxc-node/core/register'];
  const cwd = fileURLToPath(new URL('..', import.meta.url));
  const child = spawn(process.execPath, [...flags, 'src/main.ts'], { cwd, env: { ...process.env, ...env } });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      output += chunk;
    });
  const exit = once(child, 'exit') as Promise<[number | null, string | null]>;
  const printed = async (text: string) => {
    while (!output.includes(text))
      await Promise.race([once(child.stdout, 'data'), exit.then(() => Promise.reject(new Error(output)))]);
    return output;
  };
  return {
    child,
    output: () => output,
    printed: (text) => withTimeout(printed(text), `"${text}" in the output`, 30_000),
    exit: () => withTimeout(exit, 'exit', 15_000),
  };
}

/** A client that keeps received messages. */
export class TestClient {
  readonly received: Said[] = [];
  readonly welcomes: Welcome[] = [];
  /** The latest list of clients. */
  who: Guest[] = [];

  private constructor(readonly socket: Socket) {
    socket.on('said', (said: Said) => this.received.push(said));
    socket.on('welcome', (welcome: Welcome) => this.welcomes.push(welcome));
    socket.on('who', (who: Guest[]) => {
      this.who = who;
    });
  }

  static async connect(
    url: string,
    name: string,
    options: Partial<ManagerOptions & SocketOptions> = {},
  ): Promise<TestClient> {
    const client = new TestClient(io(url, { forceNew: true, auth: { name }, ...options }));
    await withTimeout(new Promise((resolve) => client.socket.once('welcome', resolve)), `welcome for ${name}`, 5_000);
    return client;
  }

  get process(): number {
    return this.welcomes.at(-1)?.process as number;
  }

  say(text: string): Promise<boolean> {
    return this.socket.timeout(5_000).emitWithAck('say', text);
  }

  close(): void {
    this.socket.close();
  }
}
