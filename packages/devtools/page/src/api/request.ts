import { addressOf } from './address.js';

/** The failure with which the server replied. */
export class RefusedRequest extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = 'RefusedRequest';
  }

  /** The guard of the page refused the request. */
  get byGuard(): boolean {
    return this.status === 401 || this.status === 403;
  }
}

export async function getJson<T>(
  path: string,
  query?: Record<string, string | number | undefined>,
  signal?: AbortSignal,
): Promise<T> {
  const response = await fetch(addressOf(path, query), {
    headers: { accept: 'application/json' },
    cache: 'no-store',
    ...(signal && { signal }),
  });
  return readJson<T>(response);
}

export async function postJson<T>(path: string, body: unknown): Promise<T> {
  const response = await fetch(addressOf(path), {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  });
  return readJson<T>(response);
}

export async function remove(path: string): Promise<void> {
  const response = await fetch(addressOf(path), {
    method: 'DELETE',
    headers: { 'content-type': 'application/json' },
  });
  await readJson<unknown>(response);
}

async function readJson<T>(response: Response): Promise<T> {
  const text = await response.text();
  const body: unknown = parse(text);
  if (!response.ok) throw new RefusedRequest(statusOf(body) ?? response.status, messageOf(body) ?? response.statusText);
  // The types in src/protocol.ts, which callers use, are those that the server of this package sends.
  return body as T;
}

function parse(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function statusOf(body: unknown): number | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  if ('status' in body && typeof body.status === 'number') return body.status;
  return undefined;
}

function messageOf(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('message' in body)) return undefined;
  return typeof body.message === 'string' ? body.message : JSON.stringify(body.message);
}
