import { randomUUID } from 'node:crypto';
import { withTimeout } from '@portico/test-support';
import { io } from 'socket.io-client';
import { WebSocket } from 'ws';
import type { ServerEvents } from '../src/chat/protocol.js';
import type { WsPlatform } from '../src/settings.js';

/** A chat client without a page, with the same members for both libraries. */
export class ChatTester {
  readonly session = randomUUID();
  private readonly unread: { event: string; data: unknown }[] = [];
  private readonly listeners = new Set<() => void>();

  private constructor(
    readonly send: (event: string, data?: unknown) => void,
    private readonly end: () => void,
    readonly closed: Promise<void>,
  ) {}

  /** Connects, and waits for the event `welcome`. */
  static async connect(platform: WsPlatform, port: number): Promise<ChatTester> {
    const tester = platform === 'ws' ? ChatTester.overWs(port) : ChatTester.overSocketIo(port);
    await tester.next('welcome');
    return tester;
  }

  /** Resolves to the next unread event with this name. */
  next<E extends keyof ServerEvents>(event: E, check: (data: ServerEvents[E]) => boolean = () => true) {
    const found = new Promise<ServerEvents[E]>((resolve) => {
      const look = () => {
        const index = this.unread.findIndex((one) => one.event === event && check(one.data as ServerEvents[E]));
        if (index < 0) return;
        this.listeners.delete(look);
        resolve(this.unread.splice(index, 1)[0]?.data as ServerEvents[E]);
      };
      this.listeners.add(look);
      look();
    });
    return withTimeout(found, `"${event}"`);
  }

  /** Whether there is an unread event with this name. Call it after a reply that must arrive later. */
  has(event: keyof ServerEvents): boolean {
    return this.unread.some((one) => one.event === event);
  }

  join(nickname: string, room: string): Promise<ServerEvents['joined']> {
    this.send('join', { nickname, room, session: this.session });
    return this.next('joined');
  }

  say(text: string): Promise<ServerEvents['said']> {
    const ref = randomUUID();
    this.send('say', { text, ref });
    return this.next('said', (said) => said.ref === ref);
  }

  async close(): Promise<void> {
    this.end();
    await withTimeout(this.closed, 'close of the connection');
  }

  private received(event: string, data: unknown): void {
    this.unread.push({ event, data });
    for (const look of [...this.listeners]) look();
  }

  private static overWs(port: number): ChatTester {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/`);
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    const tester = new ChatTester(
      (event, data) => socket.send(JSON.stringify({ event, data })),
      () => socket.close(),
      closed,
    );
    socket.on('message', (frame) => {
      const { event, data } = JSON.parse(String(frame));
      tester.received(event, data);
    });
    return tester;
  }

  private static overSocketIo(port: number): ChatTester {
    const socket = io(`http://127.0.0.1:${port}`, { reconnection: false, forceNew: true });
    const closed = new Promise<void>((resolve) => socket.once('disconnect', () => resolve()));
    const tester = new ChatTester(
      (event, data) => socket.emit(event, data),
      () => socket.disconnect(),
      closed,
    );
    socket.onAny((event: string, data: unknown) => tester.received(event, data));
    return tester;
  }
}
