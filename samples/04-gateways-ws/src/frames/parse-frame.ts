import type { WsData, WsMessage } from '@portico/platform-ws';

/**
 * Reads `["event", data]`, which is shorter on the wire than `{ "event": …, "data": … }`. An empty
 * frame keeps proxies from closing an idle connection, and is nobody's message.
 *
 * @throws Error when it is anything else; the frame is dropped then, and the connection goes on
 */
export function parseFrame(frame: WsData): WsMessage | undefined {
  const text = frame.toString();
  if (text === '') return undefined;
  const message = JSON.parse(text) as unknown;
  if (!Array.isArray(message) || typeof message[0] !== 'string') {
    throw new TypeError('A frame is a list that begins with the name of an event.');
  }
  return { event: message[0], data: message[1] };
}
