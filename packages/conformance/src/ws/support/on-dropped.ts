import type { WebSocketAdapter } from '@portico/common';
import type { DroppedMessage } from '@portico/websockets';

/** Sets the function that an adapter calls with messages that reach no handler, if it reports them. */
export function onDropped(adapter: WebSocketAdapter, note: (message: DroppedMessage) => void): void {
  Object.assign(adapter, { onDroppedMessage: (_client: object, message: DroppedMessage) => note(message) });
}
