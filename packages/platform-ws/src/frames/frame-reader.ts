import type { MessageReceiver } from '@portico/websockets/adapters';
import type { RawData, WebSocket } from 'ws';
import type { WsData, WsMessage, WsMessageParser } from '../options.js';
import { parseJsonMessage } from './message-parser.js';

type FrameListener = (this: WebSocket, data: RawData, isBinary: boolean) => void;

/** Decodes the frames of clients that have not chosen a codec. */
export class FrameReader {
  /** Used for all frames from now on. */
  parser: WsMessageParser;
  private readonly listeners = new WeakMap<MessageReceiver, FrameListener>();

  /** @param parser default: reads JSON */
  constructor(parser: WsMessageParser = parseJsonMessage) {
    this.parser = parser;
  }

  /** Whether the application has set a parser. It has to return `undefined` for frames that it ignores. */
  get hasOwnParser(): boolean {
    return this.parser !== parseJsonMessage;
  }

  /** Passes the messages of a client to a receiver. One listener serves all clients of a server. */
  bind(client: WebSocket, receiver: MessageReceiver<WebSocket>): void {
    let listener = this.listeners.get(receiver);
    if (!listener) {
      listener = this.createListener(receiver);
      this.listeners.set(receiver, listener);
    }
    client.on('message', listener);
  }

  unbind(client: WebSocket, receiver: MessageReceiver<WebSocket>): void {
    const listener = this.listeners.get(receiver);
    if (listener) client.off('message', listener);
  }

  /** Returns the message of a frame, for an adapter that handles frames one by one. Throws what the parser throws. */
  read(data: WsData, isBinary = typeof data !== 'string'): WsMessage | undefined {
    return this.parser(data, isBinary);
  }

  private createListener(receiver: MessageReceiver<WebSocket>): FrameListener {
    const reader = this;
    return function onMessage(this: WebSocket, data: RawData, isBinary: boolean): void {
      let message: WsMessage | undefined;
      let event: unknown;
      try {
        message = reader.parser(isBinary ? data : data.toString(), isBinary);
        if (message instanceof Promise)
          throw new TypeError('The messageParser returned a promise: it has to be synchronous');
        event = message?.event;
      } catch (error) {
        if (message instanceof Promise) message.then(undefined, () => undefined);
        receiver.discard(this, { reason: 'malformed', data, error }, reader.hasOwnParser ? 'error' : 'warn');
        return;
      }
      if (message) receiver.receive(this, event, message.data);
    };
  }
}
