import type { Duplex } from 'node:stream';

/** A client that sends more than this before it is accepted is disconnected. */
const MOST_EARLY_BYTES = 64 * 1024;

/**
 * Reads from the socket of an upgrade while its client is checked, because otherwise nothing notices that the client disconnects. It
 * also handles errors of the socket, so that they do not crash the process.
 *
 * @returns a function that stops reading, and returns what the client has sent
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
  // Otherwise sockets of HTTP servers stay half open.
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
