import type { WebSocketAdapter } from '@portico/common';
import type { DiscardedMessage } from '@portico/websockets';

/** Sets the function that an adapter calls with messages that reach no handler, if it reports them. */
export function onDiscarded(adapter: WebSocketAdapter, note: (message: DiscardedMessage) => void): void {
  Object.assign(adapter, { onDiscardedMessage: (_client: object, message: DiscardedMessage) => note(message) });
}
