interface NativeSocket {
  readonly readyState: number;
  send(text: string): void;
}

interface EmittingSocket {
  emit(event: string, payload: unknown): void;
}

const OPEN = 1;

/**
 * Sends an event for adapters without `sendEvent`: sockets with the interface of a WebSocket get `{ event, data }` as
 * JSON, others an event.
 */
export function sendByShape(client: object, event: string, payload: unknown): void {
  const native: Partial<NativeSocket> = client;
  if (typeof native.readyState === 'number' && typeof native.send === 'function') {
    if (native.readyState === OPEN) native.send(JSON.stringify({ event, data: payload }));
    return;
  }
  const emitter: Partial<EmittingSocket> = client;
  emitter.emit?.(event, payload);
}

/** Returns whether a client can receive messages, by the state of the usual kinds of sockets. */
export function isConnectedByShape(client: object): boolean {
  const { readyState, connected }: { readonly readyState?: unknown; readonly connected?: unknown } = client;
  return typeof readyState === 'number' ? readyState === OPEN : connected !== false;
}
