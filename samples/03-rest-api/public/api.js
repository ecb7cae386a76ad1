// Every request of this page goes through here, so that it can be shown.
import { byId } from './dom.js';

/** What the API answers when it refuses: `application/problem+json`. */
export class Refusal extends Error {
  constructor(problem) {
    super(problem.detail);
    this.errors = problem.errors ?? [];
    this.status = problem.status;
  }
}

const STORED = 'books-key';
const listeners = new Set();

/** Calls back with every request and its answer. */
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
 * @param body an object becomes JSON; a form and a text are sent as they are
 * @returns what the API answers, `undefined` when that is nothing
 * @throws Refusal, or an Error when there is no answer
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
    tell({ method, path, status: 0, headers: {}, text: 'There was no answer.' });
    throw new Error('The server does not answer. Is it still running?');
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
