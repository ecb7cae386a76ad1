import type { WebSocketAdapter } from '@portico/common';
import type { DroppedMessage } from '@portico/websockets';

/** Is called with the messages that reach no handler, by adapters that report them. */
export function onDropped(adapter: WebSocketAdapter, note: (message: DroppedMessage) => void): void {
  Object.assign(adapter, { onDroppedMessage: (_client: object, message: DroppedMessage) => note(message) });
}
