/** A message of the documented format. */
export interface Message {
  /** The name of the event, or an object pattern. */
  readonly event: unknown;
  readonly data?: unknown;
}

/**
 * Reads `{ "event": ..., "data": ... }` from a frame.
 *
 * @throws SyntaxError for a frame that is not valid JSON, TypeError for JSON without an event
 */
export function readMessage(frame: string | Buffer): Message {
  const message: unknown = JSON.parse(typeof frame === 'string' ? frame : frame.toString());
  if (!isMessage(message)) {
    throw new TypeError('The frame is valid JSON, but has no "event": send { "event": "name", "data": ... }.');
  }
  return message;
}

function isMessage(value: unknown): value is Message {
  return value !== null && typeof value === 'object' && 'event' in value && value.event !== undefined;
}
