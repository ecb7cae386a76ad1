// Sends all requests of this page, so that they can be shown.
import { byId } from './dom.js';

/** An error reply of the API, `application/problem+json`. */
export class Refusal extends Error {
  constructor(problem) {
    super(problem.detail);
    this.errors = problem.errors ?? [];
    this.status = problem.status;
  }
}

const STORED = 'books-key';
const listeners = new Set();

/** Calls the listener with each request and its reply. */
export function onExchange(listener) {
  listeners.add(listener);
}

export function prepareKey() {
  byId('key').value = sessionStorage.getItem(STORED) ?? '';
  byId('key').addEventListener('input', ({ target }) => sessionStorage.setItem(STORED, target.value));
}

/**
 * Sends a request and shows it.
 *
 * @param body an object is sent as JSON, a form or a text unchanged
 * @returns the body of the reply, or `undefined`
 * @throws Refusal, or an Error if there is no reply
 */
export async function request(method, path, { body, withKey = method !== 'GET' } = {}) {
  const { answer, text, data } = await exchange(method, path, body, withKey);
  if (!answer.ok) throw new Refusal(data ?? { detail: text || answer.statusText, status: answer.status });
  return data;
}

async function exchange(method, path, body, withKey) {
  const headers = {};
  const key = byId('key').value;
  if (withKey && key) headers.Authorization = `Bearer ${key}`;
  if (body !== undefined && !(body instanceof FormData)) headers['Content-Type'] = 'application/json';
  const sent = body === undefined || body instanceof FormData || typeof body === 'string' ? body : JSON.stringify(body);
  const began = performance.now();
  let answer;
  try {
    answer = await fetch(path, { method, headers, body: sent });
  } catch {
    tell({ method, path, status: 0, headers: {}, text: 'There was no reply.' });
    throw new Error('The server does not reply. Is it still running?');
  }
  const text = await answer.text();
  const isJson = /json/.test(answer.headers.get('content-type') ?? '');
  const data = isJson ? JSON.parse(text) : undefined;
  tell({
    method,
    path,
    status: answer.status,
    ms: Math.round(performance.now() - began),
    cache: answer.headers.get('x-cache'),
    sent: body instanceof FormData ? 'a form with a file' : sent,
    text: isJson ? JSON.stringify(data, null, 2) : text,
  });
  return { answer, text, data };
}

function tell(what) {
  for (const listener of listeners) listener(what);
}
