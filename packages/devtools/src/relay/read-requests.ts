import { validateHeaderName, validateHeaderValue } from 'node:http';
import { RequestFailure } from '../http/failure.js';
import type { Protocol } from '../protocol/application.js';
import type { ConnectionRequest, OutgoingMessage } from '../protocol/connections.js';

type Fields = Readonly<Record<string, unknown>>;

const PROTOCOLS: readonly Protocol[] = ['socket.io', 'portico.1', 'ws'];
const KINDS: readonly OutgoingMessage['as'][] = ['send', 'request', 'stream'];
const MAX_ENTRIES = 100;
/** Headers that the client of a connection writes itself: its host, and how the connection is used. */
const OF_CONNECTION =
  /^(host|connection|keep-alive|upgrade|te|trailer|transfer-encoding|content-length|expect|http2-settings|proxy-.*|sec-websocket-.*)$/i;

/** @throws RequestFailure 400 */
export function readConnectionRequest(body: unknown): ConnectionRequest {
  const fields = fieldsOf(body, 'The body');
  const headers = textsOf(fields, 'headers');
  for (const [name, value] of Object.entries(headers)) checkHeader(name, value);
  return {
    server: textOf(fields, 'server'),
    protocol: oneOf(fields, 'protocol', PROTOCOLS),
    params: textsOf(fields, 'params'),
    query: textsOf(fields, 'query'),
    headers,
    auth: fields['auth'] === undefined ? {} : fieldsOf(fields['auth'], '"auth"'),
  };
}

/** @throws RequestFailure 400 */
export function readOutgoingMessage(body: unknown): OutgoingMessage {
  const fields = fieldsOf(body, 'The body');
  return {
    request: textOf(fields, 'request'),
    event: textOf(fields, 'event'),
    as: oneOf(fields, 'as', KINDS),
    ...(fields['data'] !== undefined && { data: fields['data'] }),
  };
}

function fieldsOf(value: unknown, name: string): Fields {
  if (isFields(value)) return value;
  throw new RequestFailure(400, `${name} must be a JSON object.`);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value === 'string') return value;
  throw new RequestFailure(400, `"${name}" must be a string.`);
}

function oneOf<T extends string>(fields: Fields, name: string, known: readonly T[]): T {
  const found = known.find((each) => each === fields[name]);
  if (found !== undefined) return found;
  throw new RequestFailure(400, `"${name}" must be one of ${known.join(', ')}.`);
}

/** Reads an object whose values are strings. A missing one is read as an empty object. */
function textsOf(fields: Fields, name: string): Record<string, string> {
  if (fields[name] === undefined) return {};
  const entries = Object.entries(fieldsOf(fields[name], `"${name}"`));
  if (entries.length > MAX_ENTRIES) throw new RequestFailure(400, `"${name}" has more than ${MAX_ENTRIES} entries.`);
  const texts = entries.map(([key, value]) => {
    if (typeof value === 'string') return [key, value] as const;
    throw new RequestFailure(400, `"${name}.${key}" must be a string.`);
  });
  return Object.fromEntries(texts);
}

function checkHeader(name: string, value: string): void {
  if (OF_CONNECTION.test(name)) throw new RequestFailure(400, `The header ${name} cannot be set for a connection.`);
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  } catch (error) {
    throw new RequestFailure(400, error instanceof Error ? error.message : String(error));
  }
}
