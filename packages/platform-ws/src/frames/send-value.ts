import type { Codec } from '@portico/websockets';
import { jsonOf, type SharedEvent } from '@portico/websockets/adapters';
import { WebSocket } from 'ws';
import { codecOf, encoderOf, sendFrame } from '../clients/codec-client.js';
import { sendMessage } from './broadcast.js';
import { EncodedMessage } from './encoded-message.js';

/**
 * Sends a value as JSON, or through the codec of the client if it is an event. Nothing is sent to a client that is
 * closing.
 */
export function sendValue(client: WebSocket, value: unknown): void {
  if (client.readyState !== WebSocket.OPEN) return;
  const codec = codecOf(client);
  if (codec) {
    sendByCodec(client, codec, value);
    return;
  }
  const text: string | undefined = JSON.stringify(value);
  if (text !== undefined) client.send(text);
}

/** Sends an event for many clients, which is encoded once for each format. */
export function sendSharedEvent(client: WebSocket, event: SharedEvent): void {
  if (client.readyState !== WebSocket.OPEN) return;
  const codec = codecOf(client);
  sendMessage(client, event.as(codec ? encoderOf(codec) : encodeEvent));
}

function encodeEvent(event: SharedEvent): EncodedMessage {
  return new EncodedMessage(event.as(jsonOf));
}

/**
 * Sends the handler result of a message without an id. A value that is not an event cannot be related to a message by
 * the client.
 */
function sendByCodec(client: WebSocket, codec: Codec, value: unknown): void {
  const isObject = typeof value === 'object' && value !== null;
  const { event, data }: { readonly event?: unknown; readonly data?: unknown } = isObject ? value : {};
  if (typeof event === 'string') sendFrame(client, codec.encodeEvent(event, data));
}
