import { Logger } from '@portico/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendRaw } from './raw-response.js';
import { copyHeaders } from './reply.js';

const logger = new Logger('ExceptionsHandler');

/** Headers about the body that cannot be sent. */
const OF_BODY = [
  'content-disposition',
  'content-encoding',
  'content-length',
  'content-range',
  'etag',
  'last-modified',
  'transfer-encoding',
];

const failed = new WeakSet<FastifyReply>();

/**
 * Returns whether the reply to an error has failed, too: usually because the same `onSend` hook has failed again. Fastify
 * would reply with the message of the error, which may be secret.
 */
export function isSecondFailure(request: FastifyRequest, reply: FastifyReply): boolean {
  // The handler of the instance is the only one for requests without a route: the first failure may be that of the 404.
  if (failed.has(reply) || (request.is404 && reply.statusCode === 404)) return true;
  failed.add(reply);
  return false;
}

/** Replies without any hook. Other headers are kept, because browsers hide a reply without those of CORS from the page. */
export function sendLastResort(error: unknown, reply: FastifyReply): void {
  logger.error(textOf(error));
  const { raw } = reply;
  reply.hijack();
  if (raw.headersSent) {
    raw.destroy();
    return;
  }
  for (const name of OF_BODY) reply.removeHeader(name);
  copyHeaders(reply, raw);
  sendRaw(raw, { statusCode: 500, message: 'Internal server error' }, 500);
}

function textOf(error: unknown): string {
  try {
    return error instanceof Error ? (error.stack ?? String(error)) : String(error);
  } catch {
    return 'A value that cannot be read';
  }
}
