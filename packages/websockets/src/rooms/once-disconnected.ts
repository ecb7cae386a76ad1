interface Emitting {
  once?(event: string, listener: () => void): unknown;
  addEventListener?(event: string, listener: () => void): unknown;
}

/** Calls back when a client disconnects, for adapters that do not report it. */
export function onceDisconnected(client: object, callback: () => void): void {
  const { once, addEventListener }: Emitting = client;
  for (const event of ['close', 'disconnect']) {
    if (typeof once === 'function') once.call(client, event, callback);
    else if (typeof addEventListener === 'function') addEventListener.call(client, event, callback);
  }
}
