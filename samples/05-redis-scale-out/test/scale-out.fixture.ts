import { type RunningProgram, startProgram, withTimeout } from '@portico/test-support';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import type { Guest, Said, Welcome } from '../src/chat/protocol.js';

/** Starts the sample with its command. */
export function start(env: Record<string, string>): RunningProgram {
  return startProgram(new URL('..', import.meta.url), env);
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
