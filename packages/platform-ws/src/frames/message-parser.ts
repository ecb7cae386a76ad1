import { wsPlatformError } from '../errors.js';
import type { WsData, WsMessage } from '../options.js';

/**
 * Reads `{ "event": ..., "data": ... }`, the format of the documents, from text and binary frames.
 *
 * @throws SyntaxError, or FrameworkError `PORTICO_WS_MESSAGE` if it is JSON of another form
 */
export function parseJsonMessage(data: WsData): WsMessage {
  const message: unknown = JSON.parse(typeof data === 'string' ? data : textOf(data));
  if (!isMessage(message)) {
    throw wsPlatformError(
      'PORTICO_WS_MESSAGE',
      'The frame is valid JSON, but has no "event".',
      'Send { "event": "name", "data": ... }, or pass a messageParser to the adapter.',
    );
  }
  return message;
}

function isMessage(value: unknown): value is WsMessage {
  return value !== null && typeof value === 'object' && 'event' in value && value.event !== undefined;
}

function textOf(data: Exclude<WsData, string>): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString();
  return Buffer.isBuffer(data) ? data.toString() : Buffer.from(data).toString();
}
