/** The part of a browser's `window` that is used. The types of the package need no DOM. */
interface EventSourceLike {
  addEventListener?(type: 'online', listener: () => void): void;
  removeEventListener?(type: 'online', listener: () => void): void;
}

/**
 * Calls a listener when a browser reports that it is connected to a network again. Node.js does not report that.
 *
 * @returns removes the listener
 */
export function onOnline(listener: () => void): () => void {
  const source: typeof globalThis & EventSourceLike = globalThis;
  source.addEventListener?.('online', listener);
  return () => source.removeEventListener?.('online', listener);
}
