import type { Duplex } from 'node:stream';

/** A client that sends more than this before it is accepted is disconnected. */
const MOST_EARLY_BYTES = 64 * 1024;

/**
 * Watches the socket of an upgrade that is being decided: a client that leaves is noticed only by reading, and one that breaks the
 * connection must not crash the process.
 *
 * @returns ends the watch, and returns what the client sent meanwhile
 */
export function holdUpgrade(socket: Duplex): () => Buffer {
  const early: Buffer[] = [];
  let bytes = 0;
  const onReadable = (): void => {
    for (let chunk: Buffer | null = socket.read(); chunk; chunk = socket.read()) {
      early.push(chunk);
      bytes += chunk.length;
    }
    if (bytes > MOST_EARLY_BYTES) socket.destroy();
  };
  // Sockets of HTTP servers stay half open otherwise.
  const onEnd = (): void => void socket.destroy();
  const onError = (): void => undefined;
  socket.on('readable', onReadable);
  socket.on('end', onEnd);
  socket.on('error', onError);
  return () => {
    socket.off('readable', onReadable);
    socket.off('end', onEnd);
    socket.off('error', onError);
    return Buffer.concat(early);
  };
}
