interface NativeSocket {
  readonly readyState: number;
  send(text: string): void;
}

interface EmittingSocket {
  emit(event: string, payload: unknown): void;
}

const OPEN = 1;

/**
 * For clients of adapters that do not say how to send an event: sockets of the standard WebSocket
 * shape get `{ event, data }` as JSON, others an event.
 */
export function sendByShape(client: object, event: string, payload: unknown): void {
  const native = client as Partial<NativeSocket>;
  if (typeof native.readyState === 'number' && typeof native.send === 'function') {
    if (native.readyState === OPEN) native.send(JSON.stringify({ event, data: payload }));
    return;
  }
  (client as Partial<EmittingSocket>).emit?.(event, payload);
}

/** Whether a client can be sent to, by the state that sockets of the usual shapes show. */
export function isConnectedByShape(client: object): boolean {
  const { readyState, connected } = client as { readyState?: unknown; connected?: unknown };
  return typeof readyState === 'number' ? readyState === OPEN : connected !== false;
}
