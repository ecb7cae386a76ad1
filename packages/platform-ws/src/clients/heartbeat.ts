import { setImmediate } from 'node:timers';
import { WebSocket } from 'ws';

/**
 * Disconnects clients whose connection was lost: every client is pinged, and disconnected if it has not replied by the
 * next ping. Clients reply to pings automatically (RFC 6455, section 5.5.2), so only a lost one does not. A client that
 * is still reading earlier data has not reached the ping yet, and gets more time.
 *
 * @param clients the connected clients at the time of each ping
 * @param interval milliseconds between pings
 * @returns a function that stops the heartbeat
 */
export function startHeartbeat(clients: Iterable<WebSocket>, interval: number): () => void {
  /** The clients that have not replied, with the bytes that were buffered at the last ping. */
  const asked = new WeakMap<WebSocket, number>();
  const known = new WeakSet<WebSocket>();
  function onPong(this: WebSocket): void {
    asked.delete(this);
  }
  const beat = (): void => {
    const silent: WebSocket[] = [];
    for (const client of clients) {
      if (client.readyState !== WebSocket.OPEN) continue;
      // Its pong is not read either, because reading is paused.
      if (client.isPaused) {
        asked.delete(client);
        continue;
      }
      const waited = asked.get(client);
      if (waited !== undefined) {
        if (client.bufferedAmount < waited) asked.set(client, client.bufferedAmount);
        else silent.push(client);
        continue;
      }
      if (!known.has(client)) {
        known.add(client);
        client.on('pong', onPong);
      }
      client.ping();
      asked.set(client, client.bufferedAmount);
    }
    // A process that was busy may have unread pongs, so the poll phase has to run first.
    if (silent.length > 0) setImmediate(terminateSilent, silent);
  };
  const terminateSilent = (silent: readonly WebSocket[]): void => {
    for (const client of silent) if (asked.has(client)) client.terminate();
  };
  const timer = setInterval(beat, interval).unref();
  return () => clearInterval(timer);
}
