import type { MessageReceiver } from '@portico/websockets/adapters';
import type { Socket } from 'socket.io';

/** Separates the arguments of an event into the data and the acknowledgement callback. */
export type PayloadReader = (payload: unknown) => { data: unknown; ack?: Function };

/** The listeners of one server: created once, and called by socket.io with the client as `this`. */
export class EventListeners {
  private readonly byEvent: [string, (this: Socket, ...args: unknown[]) => void][] = [];
  private readonly onAny: (this: Socket, event: string) => void;
  private readonly onError: (this: Socket, error: Error) => void;

  /** @param read a reader of the application; without it, reading allocates nothing */
  constructor(receiver: MessageReceiver<Socket>, read?: PayloadReader) {
    for (const event of receiver.events) {
      this.byEvent.push([event, read ? readingListener(receiver, event, read) : listenerOf(receiver, event)]);
    }
    // Runs for every message, so the arguments are not processed before it is known whether they are needed.
    this.onAny = function onAny(this: Socket, event: string): void {
      if (receiver.events.has(event) || this.listenerCount(event) > 0) return;
      // Another listener handles all events.
      if (this.listenersAny().length > 1) return;
      // biome-ignore lint/complexity/noArguments: a rest parameter would be an array for each message
      const args: unknown[] = Array.prototype.slice.call(arguments, 1);
      receiver.receive(this, event, dataOf(args, ackOf(args)));
    };
    this.onError = function onError(this: Socket, error: Error): void {
      receiver.discard(this, { reason: 'malformed', error });
    };
  }

  bind(client: Socket): void {
    for (const [event, listener] of this.byEvent) client.on(event, listener);
    client.onAny(this.onAny);
    client.on('error', this.onError);
  }

  unbind(client: Socket): void {
    for (const [event, listener] of this.byEvent) client.off(event, listener);
    client.offAny(this.onAny);
  }
}

function readingListener(receiver: MessageReceiver<Socket>, event: string, read: PayloadReader) {
  return function onEvent(this: Socket, ...args: unknown[]): void {
    const payload = args.length > 1 ? args : args[0];
    let message: ReturnType<PayloadReader>;
    try {
      message = read(payload);
    } catch (error) {
      receiver.discard(this, { reason: 'malformed', event, data: payload, error });
      return;
    }
    receiver.receive(this, event, message.data, message.ack);
  };
}

function listenerOf(receiver: MessageReceiver<Socket>, event: string) {
  return function onEvent(this: Socket, ...args: unknown[]): void {
    const ack = ackOf(args);
    receiver.receive(this, event, dataOf(args, ack), ack);
  };
}

/**
 * Returns the acknowledgement callback at the end of the arguments; socket.io sends it once, however often it is
 * called.
 */
export function ackOf(args: readonly unknown[]): Function | undefined {
  const last = args[args.length - 1];
  return typeof last === 'function' ? last : undefined;
}

/** Returns the data of an event: nothing, one value, or a list of several. */
export function dataOf(args: readonly unknown[], ack: Function | undefined): unknown {
  const count = ack ? args.length - 1 : args.length;
  if (count > 1) return args.slice(0, count);
  return count === 1 ? args[0] : undefined;
}
