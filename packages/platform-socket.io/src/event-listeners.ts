import type { AnswerMessage, DroppedMessage, MessageRouter } from '@portico/websockets';
import type { Socket } from 'socket.io';

type Report = (client: Socket, dropped: DroppedMessage) => void;

/** The listeners of one server: made once, and called by socket.io with the client as `this`. */
export class EventListeners {
  private readonly byEvent: [string, (this: Socket, ...args: unknown[]) => void][] = [];
  private readonly onAny: (this: Socket, event: string, ...args: unknown[]) => void;
  private readonly onError: (this: Socket, error: Error) => void;

  constructor(router: MessageRouter<Socket>, report: Report) {
    for (const [event, route] of router.routes) {
      this.byEvent.push([
        event,
        function onEvent(this: Socket, ...args: unknown[]): void {
          const ack = takeAck(args);
          route.handle(this, args.length > 1 ? args : args[0], ack, answer);
        },
      ]);
    }
    this.onAny = function onAny(this: Socket, event: string, ...args: unknown[]): void {
      if (router.routes.has(event) || this.listenerCount(event) > 0) return;
      report(this, { reason: 'unknown-event', event, data: args.length > 1 ? args : args[0] });
    };
    this.onError = function onError(this: Socket, error: Error): void {
      report(this, { reason: 'malformed', error });
    };
  }

  bind(client: Socket): void {
    for (const [event, listener] of this.byEvent) client.on(event, listener);
    client.onAny(this.onAny);
    client.on('error', this.onError);
  }
}

/** Takes the acknowledgement callback off the end of what a client sent; it is sent only once, however often it is called. */
export function takeAck(args: unknown[]): Function | undefined {
  return typeof args.at(-1) === 'function' ? (args.pop() as Function) : undefined;
}

/** A value with an `event` is an event of its own; any other acknowledges, if the client asked for it. */
export const answer: AnswerMessage<Socket> = (client, value, ack, isAckHandledManually) => {
  const { event, data } = value as { event?: string; data?: unknown };
  if (event) client.emit(event, data);
  else if (ack && !isAckHandledManually) ack(value);
};
