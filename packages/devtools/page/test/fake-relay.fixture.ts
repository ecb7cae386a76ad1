import { randomUUID } from 'node:crypto';
import type { ConnectionEvents, ConnectionRequest, Opened, OutgoingMessage, Refused } from '../../src/protocol.js';

export type Emit = <Name extends keyof ConnectionEvents>(name: Name, event: ConnectionEvents[Name]) => void;

interface FakeConnection {
  readonly request: ConnectionRequest;
  emit: Emit | undefined;
  readonly waiting: (() => void)[];
  readonly streams: Map<string, NodeJS.Timeout>;
}

/** The connections that the page has opened. Most messages are echoed, as replies, streams or events. */
export class FakeRelay {
  readonly requests: ConnectionRequest[] = [];
  readonly messages: OutgoingMessage[] = [];
  private readonly connections = new Map<string, FakeConnection>();

  open(request: ConnectionRequest): Opened | Refused {
    this.requests.push(request);
    if (request.server === 'io:/orders' && request.headers?.['authorization'] === undefined) {
      return { refused: { status: 401, message: 'Unauthorized' } };
    }
    const id = randomUUID();
    this.connections.set(id, { request, emit: undefined, waiting: [], streams: new Map() });
    return { id };
  }

  listen(id: string, emit: Emit): boolean {
    const connection = this.connections.get(id);
    if (!connection) return false;
    connection.emit = emit;
    emit('received', { at: Date.now(), event: 'joined', data: json({ id: 'p1', nickname: 'Ana' }) });
    return true;
  }

  /** Sends events to all clients at once. */
  flood(count: number): void {
    for (const { emit } of this.connections.values()) {
      for (let number = 1; number <= count; number += 1)
        emit?.('received', { at: Date.now(), event: `tick ${number}`, data: json(number) });
    }
  }

  send(id: string, message: OutgoingMessage): boolean {
    const emit = this.connections.get(id)?.emit;
    if (!emit) return false;
    this.messages.push(message);
    const { request, as, event, data } = message;
    const at = Date.now();
    if (event === 'say') emit('received', { at, event: 'said', data: json({ from: { id: 'p1' }, ...Object(data) }) });
    if (as === 'stream') this.stream(id, request, emit);
    else if (as === 'request') this.reply(emit, message);
    return true;
  }

  private reply(emit: Emit, { request, data, event }: OutgoingMessage): void {
    const at = Date.now();
    // A request without a reply, for cancelling it.
    if (event === 'history') return;
    const text = (data as { text?: unknown } | undefined)?.text;
    if (typeof text === 'string' && text.length > 40) {
      const data = json({ issues: [{ path: ['text'], message: 'at most 40 characters' }] });
      emit('failed', { at, request, message: 'Validation failed', data });
    } else emit('reply', { at, request, data: json({ at: 1_795_000_000_000 }) });
  }

  private stream(id: string, request: string, emit: Emit): void {
    let value = 0;
    const timer = setInterval(() => {
      value += 1;
      emit('streamed', { at: Date.now(), request, data: json(value) });
    }, 50);
    this.connections.get(id)?.streams.set(request, timer);
  }

  cancel(id: string, request: string): void {
    const streams = this.connections.get(id)?.streams;
    clearInterval(streams?.get(request));
    streams?.delete(request);
  }

  close(id: string): void {
    const connection = this.connections.get(id);
    for (const timer of connection?.streams.values() ?? []) clearInterval(timer);
    this.connections.delete(id);
  }

  closeAll(): void {
    for (const id of this.connections.keys()) this.close(id);
  }
}

function json(value: unknown): { text: string } {
  return { text: JSON.stringify(value) };
}
