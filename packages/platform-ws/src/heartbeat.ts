import { WebSocket } from 'ws';

/**
 * Disconnects clients whose connection was lost: every client is pinged, and disconnected if it has not replied by the
 * next ping. A client answers by itself (RFC 6455, section 5.5.2), so only one that is gone stays silent. One that still
 * reads what was sent before the ping has not come to it yet, and is waited for.
 *
 * @param clients those who are connected whenever it beats
 * @param interval milliseconds from ping to ping
 * @returns ends it
 */
export function startHeartbeat(clients: Iterable<WebSocket>, interval: number): () => void {
  /** Who owes an answer, and how many bytes waited for it at the last beat. */
  const asked = new WeakMap<WebSocket, number>();
  const known = new WeakSet<WebSocket>();
  function onPong(this: WebSocket): void {
    asked.delete(this);
  }
  const beat = (): void => {
    const silent: WebSocket[] = [];
    for (const client of clients) {
      if (client.readyState !== WebSocket.OPEN) continue;
      // Its pong is not read either.
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
    // A process that was busy may have answers that it has not read: the poll phase comes first.
    if (silent.length > 0) setImmediate(cut, silent);
  };
  const cut = (silent: readonly WebSocket[]): void => {
    for (const client of silent) if (asked.has(client)) client.terminate();
  };
  const timer = setInterval(beat, interval).unref();
  return () => clearInterval(timer);
}
