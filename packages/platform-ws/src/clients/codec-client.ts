import { type Codec, type CodecChannel, type CodecFrame, type CodecReader, clientOf } from '@portico/websockets';
import {
  createClientId,
  type MessageReceiver,
  type SessionStart,
  type SharedEvent,
} from '@portico/websockets/adapters';
import { type RawData, WebSocket } from 'ws';
import { EncodedMessage } from '../frames/encoded-message.js';

const clients = new WeakMap<WebSocket, CodecClient>();

/** Returns the codec of a client that has chosen one by its subprotocol. */
export function codecOf(client: WebSocket): Codec | undefined {
  // Most clients have no subprotocol, so no look-up is needed.
  return client.protocol ? clients.get(client)?.codec : undefined;
}

/** A client whose frames a codec decodes. */
export class CodecClient {
  private readonly reader: CodecReader;

  constructor(
    private readonly client: WebSocket,
    readonly codec: Codec,
    private readonly receiver: MessageReceiver<WebSocket>,
    resumeToken: string | undefined,
  ) {
    let ownId: string | undefined;
    const channel: CodecChannel = {
      get clientId() {
        const known = clientOf(client);
        if (known) return known.id;
        ownId ??= createClientId();
        return ownId;
      },
      send: (frame) => sendFrame(client, frame),
      receive: (event, data, traceparent) => receiver.receive(client, event, data, undefined, traceparent),
      request: (event, data, writer, traceparent) => receiver.request(client, event, data, writer, traceparent),
      discard: (discarded) => receiver.discard(client, discarded),
    };
    clients.set(client, this);
    const reader = codec.open(channel);
    this.reader = reader;
    client.on('message', this.onMessage);
    if (!reader.begin) return;
    const sendStart = (start: SessionStart): void => reader.begin?.(start);
    if (!receiver.recover?.(client, resumeToken, sendStart)) sendStart({ id: channel.clientId, recovered: false });
  }

  static of(client: WebSocket): CodecClient | undefined {
    return clients.get(client);
  }

  /** @returns `undefined` if the codec does not support requests to clients */
  request(event: string, data: unknown, timeoutMs: number): Promise<unknown> | undefined {
    return this.reader.request?.(event, data, timeoutMs);
  }

  /** Stops reading the frames of a client. */
  static unbind(client: WebSocket): void {
    const bound = clients.get(client);
    if (bound) client.off('message', bound.onMessage);
  }

  private readonly onMessage = (data: RawData, isBinary: boolean): void => {
    try {
      const frame = bufferOf(data);
      const reading: unknown = this.reader.read(isBinary ? frame : frame.toString());
      // TypeScript accepts an async method as `read`.
      if (reading instanceof Promise) reading.then(undefined, (error) => this.discard(data, error));
    } catch (error) {
      this.discard(data, error);
    }
  };

  private discard(data: RawData, error: unknown): void {
    this.receiver.discard(this.client, { reason: 'malformed', data, error });
  }
}

const encoders = new WeakMap<Codec, (event: SharedEvent) => EncodedMessage | Uint8Array>();

/** Returns the same function for the same codec, so that an event for many clients is encoded once. */
export function encoderOf(codec: Codec): (event: SharedEvent) => EncodedMessage | Uint8Array {
  let encode = encoders.get(codec);
  if (encode === undefined) {
    encode = ({ event, data, offset }) => {
      const frame = codec.encodeEvent(event, data, offset);
      return typeof frame === 'string' ? new EncodedMessage(frame) : frame;
    };
    encoders.set(codec, encode);
  }
  return encode;
}

/** Sends a frame. Nothing is sent to a client that is closing. */
export function sendFrame(client: WebSocket, frame: CodecFrame): void {
  if (client.readyState === WebSocket.OPEN) client.send(frame);
}

function bufferOf(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}
