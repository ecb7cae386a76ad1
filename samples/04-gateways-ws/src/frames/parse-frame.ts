import type { WsData, WsMessage } from '@portico/platform-ws';

/**
 * Reads `["event", data]`, which is shorter than `{ "event": …, "data": … }`. An empty frame is not
 * a message. It prevents proxies from closing an idle connection.
 *
 * @throws Error for other frames, which are then discarded. The connection stays open.
 */
export function parseFrame(frame: WsData): WsMessage | undefined {
  const text = frame.toString();
  if (text === '') return undefined;
  const message = JSON.parse(text) as unknown;
  if (!Array.isArray(message) || typeof message[0] !== 'string') {
    throw new TypeError('A frame must be an array that begins with the name of an event.');
  }
  return { event: message[0], data: message[1] };
}
