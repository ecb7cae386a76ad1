import type { Socket } from 'socket.io';
import { replyCallbacksOf } from '../internals.js';

/** What ends the open requests of each client that has been sent requests. */
const open = new WeakMap<Socket, Set<(error: Error) => void>>();

/**
 * Sends a request to a client. `emitWithAck()` of socket.io would keep it, and the process running, until its time-out, even if the
 * client disconnects.
 *
 * @returns resolves to the reply; rejects after the time-out, and when the client disconnects
 */
export function requestClient(client: Socket, event: string, data: unknown, timeoutMs: number): Promise<unknown> {
  const requests = requestsOf(client);
  return new Promise((resolve, reject) => {
    const finish = (): void => {
      clearTimeout(timer);
      requests.delete(fail);
    };
    const onReply = (reply: unknown): void => {
      finish();
      resolve(reply);
    };
    const fail = (error: Error): void => {
      finish();
      forget(client, onReply);
      reject(error);
    };
    const timer = setTimeout(() => fail(new Error('The client has not replied in time')), timeoutMs).unref();
    requests.add(fail);
    client.emit(event, ...(data === undefined ? [] : [data]), onReply);
  });
}

/** With one listener for all requests of a client. */
function requestsOf(client: Socket): Set<(error: Error) => void> {
  const known = open.get(client);
  if (known) return known;
  const requests = new Set<(error: Error) => void>();
  open.set(client, requests);
  client.once('disconnect', () => {
    for (const fail of requests) fail(new Error('The client has disconnected'));
  });
  return requests;
}

function forget(client: Socket, onReply: Function): void {
  const callbacks = replyCallbacksOf(client);
  for (const [id, callback] of callbacks) if (callback === onReply) callbacks.delete(id);
}
