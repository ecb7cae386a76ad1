import { Logger } from '@portico/common';
import type { Codec } from '@portico/websockets';
import { WebSocket } from 'ws';
import { codecOf } from '../clients/codec-client.js';
import { GatewaySocket } from '../clients/connection.js';
import { DEFAULT_HIGH_WATER_MARK, type WsMessage } from '../options.js';
import { stackOf } from '../stack-of.js';
import { EncodedMessage } from './encoded-message.js';

const logger = new Logger('WebSockets');

export interface BroadcastOptions {
  /** A client that does not receive the message, such as the sender. */
  except?: WebSocket | undefined;
  /** Skips slow clients: those for which `highWaterMark` bytes or more are buffered. Default: `false`. */
  volatile?: boolean | undefined;
}

/**
 * Sends one message to many clients, encoded once.
 *
 * @param clients such as `server.clients`, or the members of a room
 * @param message `{ event, data }`, or a string that is sent unchanged; clients with a codec receive the event in its
 *   format
 * @returns to how many clients it was sent; those whose codec cannot encode it are skipped, and the error is logged
 * @throws TypeError if the message cannot be serialized
 * @example
 * broadcast(this.server.clients, { event: 'chat', data: text }, { except: client });
 * @see docs/websocket-adapters.md
 */
export function broadcast(
  clients: Iterable<WebSocket>,
  message: WsMessage | string,
  options: BroadcastOptions = {},
): number {
  const encoded = new EncodedMessage(message);
  const failed = new Set<Codec>();
  let count = 0;
  for (const client of clients) {
    if (client === options.except || client.readyState !== WebSocket.OPEN) continue;
    if (options.volatile && isBehind(client)) continue;
    const codec = codecOf(client);
    const content = codec ? contentFor(codec, encoded, failed) : encoded;
    if (content === undefined) continue;
    sendMessage(client, content);
    count += 1;
  }
  return count;
}

/** @returns `undefined` if the codec cannot encode the message, which must not affect the clients of other formats */
function contentFor(
  codec: Codec,
  encoded: EncodedMessage,
  failed: Set<Codec>,
): EncodedMessage | Uint8Array | undefined {
  if (failed.has(codec)) return undefined;
  try {
    return encoded.by(codec);
  } catch (error) {
    failed.add(codec);
    logger.error(`A message could not be broadcast to the clients of ${codec.protocol}`, stackOf(error));
    return undefined;
  }
}

/** Sends a shared message to one client. */
export function sendMessage(client: WebSocket, message: EncodedMessage | Uint8Array): void {
  if (!(message instanceof EncodedMessage)) client.send(message);
  else if (client instanceof GatewaySocket) client.sendEncoded(message);
  else client.send(message.text);
}

function isBehind(client: WebSocket): boolean {
  return client.bufferedAmount >= (client instanceof GatewaySocket ? client.highWaterMark : DEFAULT_HIGH_WATER_MARK);
}
