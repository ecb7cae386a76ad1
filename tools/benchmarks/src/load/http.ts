import { createRequire } from 'node:module';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { referenceRoot } from '../locations.js';
import type { Load } from './load.js';

const CONNECTIONS = 64;

/** Seconds until a reply is missing. A subject may be paused while others are measured. */
const TIMEOUT_MS = 300;

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: object;
  /** The expected JSON of the answer. */
  readonly answer: object;
  readonly status: number;
}

/** The part of autocannon that is used. It is installed with the reference, and has no types. */
type Autocannon = (options: object) => Run;

interface Run extends PromiseLike<{ errors: number; timeouts: number; non2xx: number }> {
  on(event: 'response', listener: () => void): this;
  stop(): void;
}

/**
 * Sends one request repeatedly: 64 connections, one request in flight on each.
 *
 * @throws when the first answer is not the expected one
 */
export async function httpLoad(port: number, request: HttpRequest): Promise<Load> {
  const { method, path, body } = request;
  const url = `http://127.0.0.1:${port}${path}`;
  const sent = { method, body: body && JSON.stringify(body), headers: body && { 'content-type': 'application/json' } };
  await verify(url, sent, request);
  const autocannon = createRequire(join(referenceRoot, 'package.json'))('autocannon') as Autocannon;
  const run = autocannon({
    url,
    ...sent,
    connections: CONNECTIONS,
    pipelining: 1,
    duration: 3_600,
    timeout: TIMEOUT_MS,
  });
  let completed = 0;
  run.on('response', () => completed++);
  return {
    completed: () => completed,
    stop: async () => {
      run.stop();
      const { errors, timeouts, non2xx } = await run;
      if (errors + timeouts + non2xx > 0) {
        throw new Error(`${path}: ${errors} errors, ${timeouts} timeouts, ${non2xx} answers other than 2xx.`);
      }
    },
  };
}

async function verify(url: string, sent: RequestInit, { answer, status }: HttpRequest): Promise<void> {
  const response = await fetch(url, sent);
  const body: unknown = await response.json();
  if (response.status !== status || !isDeepStrictEqual(body, answer)) {
    throw new Error(
      `${url} answered ${response.status} ${JSON.stringify(body)}, not ${status} ${JSON.stringify(answer)}.`,
    );
  }
}
