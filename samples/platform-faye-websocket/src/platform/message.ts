/** A message, which is sent as JSON. */
export interface Message {
  /** The name of the event, or an object pattern. */
  readonly event: unknown;
  readonly data?: unknown;
}

/**
 * Reads a frame.
 *
 * @throws SyntaxError for a frame that is not valid JSON, TypeError for JSON without an event
 */
export function readMessage(frame: string | Buffer): Message {
  const message: unknown = JSON.parse(frame.toString());
  if (message === null || typeof message !== 'object' || (message as Message).event === undefined) {
    throw new TypeError('The frame is JSON, but has no "event": send { "event": "name", "data": ... }.');
  }
  return message as Message;
}
