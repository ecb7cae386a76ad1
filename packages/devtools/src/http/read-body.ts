import type { IncomingMessage } from 'node:http';
import { RequestFailure } from './failure.js';

/** Bytes; more than a user types or pastes. */
const MAX_BODY = 1024 * 1024;

/**
 * Returns the JSON body of a request, and parses it if the platform has not: on some platforms, routes that are added before the
 * application is initialized run before the body parser.
 *
 * @throws RequestFailure 400, 413
 */
export async function readBody(parsed: unknown, raw: IncomingMessage): Promise<unknown> {
  if (parsed !== undefined && parsed !== null) return parsed;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of raw.iterator({ destroyOnReturn: false })) {
    size += (chunk as Buffer).length;
    if (size > MAX_BODY) throw tooLarge();
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    throw new RequestFailure(400, 'The body is not valid JSON.');
  }
}

function tooLarge(): RequestFailure {
  return new RequestFailure(413, `The body is larger than ${MAX_BODY} bytes. Send a smaller message.`);
}
