import type { OutgoingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import type { FastifyServer } from '../options.js';

/** Headers of connections of HTTP/1.1, which a response of HTTP/2 must not have. Node omits only `Connection` itself. */
const OF_CONNECTION = [
  'connection',
  'http2-settings',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
];

/**
 * Lets a server of HTTP/2 send responses whose headers are written for HTTP/1.1. With a header of the connection, or with
 * several values for a header that may have only one, Node would throw when the head is written, often where nobody can
 * catch the error, which would crash the process. Servers of HTTP/1.1 are not changed.
 */
export function adaptHttp2Headers(server: FastifyServer): void {
  if (!('updateSettings' in server)) return;
  // Before the listener that creates request and response.
  server.prependListener('stream', (stream: ServerHttp2Stream) => {
    stream.respond = respond;
  });
}

function respond(this: ServerHttp2Stream, ...args: Parameters<ServerHttp2Stream['respond']>): void {
  const node: ServerHttp2Stream = Object.getPrototypeOf(this);
  const headers: OutgoingHttpHeaders | undefined = args[0];
  // Recent versions of Node also accept a list.
  const isList = Array.isArray(headers);
  if (headers && !isList) omitConnectionHeaders(headers);
  try {
    node.respond.apply(this, args);
  } catch (error) {
    if (!headers || isList || !isSingleValueError(error)) throw error;
    joinValues(headers);
    node.respond.apply(this, args);
  }
}

function omitConnectionHeaders(headers: OutgoingHttpHeaders): void {
  for (const name of OF_CONNECTION) if (headers[name] !== undefined) delete headers[name];
  if (headers['te'] !== undefined && headers['te'] !== 'trailers') delete headers['te'];
}

function joinValues(headers: OutgoingHttpHeaders): void {
  for (const [name, value] of Object.entries(headers)) {
    if (Array.isArray(value) && name !== 'set-cookie') headers[name] = value.join(', ');
  }
}

function isSingleValueError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_HTTP2_HEADER_SINGLE_VALUE';
}
