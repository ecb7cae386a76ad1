import { extname } from 'node:path';
import { type Replier, type ReplyPlan, resetHead } from '@portico/core/adapters';
import type { Request, Response } from 'express';
import { viewEngineMissing } from './errors.js';

/** Creates a function that sends the values of one route. */
export function createReplier(plan: ReplyPlan): Replier<Request, Response> {
  const { status, headers } = plan;
  return (_request, response, body) => {
    if (status !== undefined && response.statusCode !== status) response.status(status);
    for (const [name, value] of headers) response.set(name, value);
    send(response, body);
  };
}

/**
 * Sends a value: `undefined` and `null` as an empty body, objects as JSON, bytes unchanged, everything else as text.
 */
export function send(response: Response, body: unknown): void {
  try {
    if (body === undefined || body === null) response.send();
    else if (typeof body !== 'object') response.send(String(body));
    else if (ArrayBuffer.isView(body)) response.send(asBuffer(body));
    else response.json(body);
  } catch (error) {
    resetHead(response);
    throw error;
  }
}

/** Calls a function that sends a reply. If it throws, the error response can be sent afterwards. */
export function sendOrReset<T>(response: Response, run: () => T): T {
  try {
    return run();
  } catch (error) {
    resetHead(response);
    throw error;
  }
}

function asBuffer(view: ArrayBufferView): Buffer {
  return Buffer.isBuffer(view) ? view : Buffer.from(view.buffer, view.byteOffset, view.byteLength);
}

/** Renders a view and sends it; fails if the engine fails. */
export async function renderView(response: Response, view: string, options: object): Promise<void> {
  if (!response.app.get('view engine') && !extname(view)) throw viewEngineMissing(view);
  const html = await new Promise<string | undefined>((resolve, reject) => {
    response.render(view, options, (error: Error | null, rendered?: string) => {
      if (error) reject(error);
      else resolve(rendered);
    });
  });
  send(response, html);
}
