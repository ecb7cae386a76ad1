import { isDeepStrictEqual } from 'node:util';
import type { Load } from './load.js';
import { closeAll, openMany, WebSocketClient } from './websocket-client.js';
import { clientFrame } from './websocket-frames.js';

const CLIENTS = 64;

export interface Echo {
  readonly inFlight: number;
  /** Opens a connection on which messages can be sent. */
  open(port: number): Promise<WebSocketClient>;
  readonly message: string;
  readonly answer: string;
}

/**
 * Keeps `inFlight` messages without an answer on each of 64 connections: for every answer that arrives another message
 * is sent, and the messages for the answers of one chunk in one write.
 *
 * @throws when the first answer is not the expected one
 */
export async function echoLoad(port: number, { inFlight, open, message, answer }: Echo): Promise<Load> {
  const clients = await openMany(CLIENTS, () => open(port));
  const frame = clientFrame(message);
  const burst = Buffer.concat(Array.from({ length: inFlight }, () => frame));
  await verify(clients[0]!, frame, answer);
  let completed = 0;
  for (const client of clients) {
    let answered = 0;
    client.onText = () => answered++;
    client.onChunk = () => {
      completed += answered;
      for (; answered > 0; answered -= Math.min(answered, inFlight)) {
        client.send(answered >= inFlight ? burst : burst.subarray(0, answered * frame.length));
      }
    };
    client.send(burst);
  }
  return { completed: () => completed, stop: async () => closeAll(clients) };
}

async function verify(client: WebSocketClient, frame: Buffer, answer: string): Promise<void> {
  const arriving = client.next();
  client.send(frame);
  const text = await arriving;
  if (!isDeepStrictEqual(comparable(text), comparable(answer)))
    throw new Error(`The answer was ${text}, not ${answer}.`);
}

/** A packet of socket.io has digits before its JSON. */
function comparable(text: string): unknown {
  const digits = /^\d*/.exec(text)![0];
  return [digits, JSON.parse(text.slice(digits.length))];
}

/** Opens a connection with the protocol portico.1, and reads its first frame. */
export async function openPortico1(port: number): Promise<WebSocketClient> {
  const client = await WebSocketClient.open(port, '/', { 'Sec-WebSocket-Protocol': 'portico.1' });
  await client.next();
  return client;
}

/** Opens a connection for messages as NestJS documents them. */
export function openPlain(port: number): Promise<WebSocketClient> {
  return WebSocketClient.open(port, '/');
}
