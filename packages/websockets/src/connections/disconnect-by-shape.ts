interface Closable {
  close?(code: number, reason: string): void;
  disconnect?(): void;
}

/** Disconnects one client: a WebSocket with a code, a socket of socket.io from its namespace. */
export function disconnectByShape(client: object, code: number, reason: string): void {
  const { close, disconnect }: Closable = client;
  if (typeof close === 'function') close.call(client, code, reason);
  else disconnect?.call(client);
}
