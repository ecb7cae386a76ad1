/** A message as gateways know it. */
export interface Message {
  readonly event: unknown;
  readonly data?: unknown;
}

/**
 * Reads a frame.
 *
 * @throws Error when it is no message
 */
export function parseMessage(text: string): Message {
  const message = JSON.parse(text) as Partial<Message> | null;
  if (typeof message !== 'object' || message?.event === undefined) {
    throw new Error(`A message is { "event": ..., "data": ... }, but ${text.slice(0, 100)} came.`);
  }
  return { event: message.event, data: message.data };
}

/** @throws what `JSON.stringify` throws */
export function writeMessage(reply: unknown): string {
  return JSON.stringify(reply);
}
