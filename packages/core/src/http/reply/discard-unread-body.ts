import type { IncomingMessage } from 'node:http';

/**
 * Discards the body of a GET request that nothing reads. Node.js stops reading a connection with an unread body, and
 * then does not notice that its client has disconnected: a reply that waits for values would never end.
 */
export function discardUnreadBody(request: IncomingMessage): void {
  if (request.method === 'GET' && request.readableFlowing === null) request.resume();
}
