import type { Duplex } from 'node:stream';

/**
 * Waits until closing connections have ended, and terminates the others after a time-out.
 *
 * @param timeout milliseconds; 0 terminates immediately
 */
export async function endSockets(sockets: Iterable<Duplex>, timeout: number): Promise<void> {
  const open = [...sockets].filter((socket) => !socket.destroyed);
  if (open.length === 0) return;
  const ended = Promise.all(open.map((socket) => new Promise((resolve) => socket.once('close', resolve))));
  const destroy = (): void => {
    for (const socket of open) socket.destroy();
  };
  const timer = setTimeout(destroy, timeout);
  await ended;
  clearTimeout(timer);
}
