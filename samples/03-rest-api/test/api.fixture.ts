import type { AddressInfo } from 'node:net';
import { createRestApplication } from '../src/application.js';
import type { HttpPlatform } from '../src/settings.js';

export const KEY = 'the key of the tests';

/** A picture of one pixel. */
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: any;
}

export interface Api {
  readonly url: string;
  /** Sends a request. Objects are sent as JSON, forms unchanged. Changes have the key by default. */
  send(method: string, path: string, body?: unknown, options?: { key?: string | null }): Promise<Reply>;
  get(path: string): Promise<Reply>;
  close(): Promise<void>;
}

/** @param wanted the port. Default: any free port */
export async function startApi(http: HttpPlatform, wanted = 0): Promise<Api> {
  const app = await createRestApplication({ http, apiKey: KEY });
  // The tests send invalid requests, whose errors would fill the output.
  app.useLogger(false);
  await app.listen(wanted, '127.0.0.1');
  const url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  const send: Api['send'] = async (method, path, body, { key = KEY } = {}) => {
    const isPlain = typeof body === 'object' && !(body instanceof FormData);
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(key !== null && method !== 'GET' && { authorization: `Bearer ${key}` }),
        ...(isPlain && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: isPlain ? JSON.stringify(body) : (body as FormData | string) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  };
  return { url, send, get: (path) => send('GET', path), close: () => app.close() };
}

/** Creates a form with one file. */
export function coverForm(bytes: Uint8Array, type = 'image/png', field = 'cover'): FormData {
  const form = new FormData();
  form.append(field, new Blob([new Uint8Array(bytes)], { type }), 'cover.png');
  return form;
}
