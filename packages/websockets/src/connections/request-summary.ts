import type { IncomingHttpHeaders } from 'node:http';
import type { ClientHandshake } from '../contracts/gateways/client-handshake.js';

/** The part of a request that is kept while its client is connected. */
export type RequestSummary = Pick<ClientHandshake, 'url' | 'headers' | 'secure'> &
  Partial<Pick<ClientHandshake, 'address' | 'params'>>;

/** What the requests of many clients have in common. */
export interface RequestKind {
  /** All headers in their order; `undefined` for those that are kept with the client. */
  readonly headers: readonly (readonly [name: string, value: string | undefined])[];
  readonly secure: boolean;
}

/** The headers of a browser that are alike for many clients. Values of other headers are kept with the client. */
const COMMON_HEADERS = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'cache-control',
  'connection',
  'host',
  'origin',
  'pragma',
  'sec-websocket-extensions',
  'sec-websocket-version',
  'upgrade',
  'user-agent',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
]);

/** Clients can send any number of different headers: beyond this number, the table is begun anew. */
const MOST_KINDS = 256;

/** Separates values: no header, URL or address can have it. */
const SEPARATOR = '\n';

const kinds = new Map<string, RequestKind>();

/** What is kept of a request: a text, without what other clients have in common with it. */
export interface KeptRequest {
  /** `undefined` if the text is complete. */
  readonly kind: RequestKind | undefined;
  readonly text: string;
}

/** Divides a request into its kind, which many clients share, and a text. */
export function keepRequest(summary: RequestSummary): KeptRequest {
  const { url, headers, secure, address = '', params } = summary;
  const own = [url, address, params ? JSON.stringify(params) : ''];
  let key = secure ? 'wss' : 'ws';
  for (const name in headers) {
    const value = headers[name];
    if (typeof value !== 'string') return whole(summary);
    key += SEPARATOR + name;
    if (COMMON_HEADERS.has(name)) key += `:${value}`;
    else own.push(value);
  }
  const text = own.join(SEPARATOR);
  if (text.split(SEPARATOR).length !== own.length) return whole(summary);
  return { kind: kindOf(key, headers, secure), text };
}

function whole(summary: RequestSummary): KeptRequest {
  return { kind: undefined, text: JSON.stringify(summary) };
}

/** Returns the request that {@link keepRequest} has divided. */
export function restoreRequest({ kind, text }: KeptRequest): RequestSummary {
  if (!kind) return JSON.parse(text);
  const [url = '', address = '', params = '', ...values] = text.split(SEPARATOR);
  const headers: IncomingHttpHeaders = {};
  let index = 0;
  for (const [name, value] of kind.headers) headers[name] = value ?? values[index++];
  return { url, headers, secure: kind.secure, address, ...(params !== '' && { params: JSON.parse(params) }) };
}

function kindOf(key: string, headers: IncomingHttpHeaders, secure: boolean): RequestKind {
  const known = kinds.get(key);
  if (known) return known;
  if (kinds.size === MOST_KINDS) kinds.clear();
  const kind: RequestKind = {
    headers: Object.entries(headers).map(([name, value]) => [
      name,
      COMMON_HEADERS.has(name) ? String(value) : undefined,
    ]),
    secure,
  };
  kinds.set(key, kind);
  return kind;
}
