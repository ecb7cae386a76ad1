import type { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';

const ABSOLUTE = /^https?:\/\/[^/?#]+(?<rest>[^#]*)$/i;

/** Fastify's router finds no host in it and replies with 400. */
const WITHOUT_HOST = 'http://';

/**
 * Replaces targets in absolute form (RFC 9112 section 3.2.2) before Fastify reads them, where its router cannot: it calls
 * `URL.parse` as a function, which throws on Deno 2.9, so that such a request is refused and an uncaught exception reported.
 */
export function readAbsoluteTargets(server: EventEmitter): void {
  if (canParseUnbound()) return;
  server.prependListener('request', (request: IncomingMessage) => {
    const { url = '/' } = request;
    if (/^https?:\/\//i.test(url)) request.url = originFormOf(url);
  });
}

function originFormOf(url: string): string {
  const rest = ABSOLUTE.exec(url)?.groups?.rest;
  if (rest === undefined || !URL.canParse(url)) return WITHOUT_HOST;
  return rest.startsWith('/') ? rest : `/${rest}`;
}

function canParseUnbound(): boolean {
  const { parse } = URL;
  if (!parse) return true;
  try {
    parse('http://localhost');
    return true;
  } catch {
    return false;
  }
}
