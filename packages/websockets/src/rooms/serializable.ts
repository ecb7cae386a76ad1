import { Logger } from '@portico/common';
import { errorMessage, isObject } from '@portico/common/internal';
import { webSocketError } from '../errors.js';

const logger = new Logger('WebSockets');
/** The keys that have been logged, each once. */
const logged = new Set<string>();
/** Clients may choose the keys of their data. */
const MOST_LOGGED = 100;

/** A value as JSON; `isWhole` if nothing in it was left out. */
interface Json {
  readonly text: string | undefined;
  readonly isWhole: boolean;
}

/** Returns a copy of the data of a client as JSON represents it, without the keys that cannot be serialized. */
export function serializable(data: unknown): unknown {
  const json = jsonIfPossible(data);
  return parse(json?.isWhole ? json.text : jsonIfPossible(withoutUnserializable(data))?.text);
}

/**
 * Returns the data of a client as other processes can receive it: without the keys that cannot be serialized, each of which is
 * logged once. Data without such keys is returned itself.
 */
export function withoutUnserializable(data: unknown): unknown {
  if (jsonIfPossible(data)?.isWhole) return data;
  if (!isObject(data) || Array.isArray(data)) {
    warn('The data of a client', whyNot(data));
    return {};
  }
  const kept: Record<string, unknown> = {};
  for (const key of Object.keys(data)) {
    const why = whyNot(data, key);
    if (why === undefined) kept[key] = wholeOf(data[key]);
    else warn(`The key ${JSON.stringify(key)} of client.data`, why);
  }
  return kept;
}

/** Formats other than JSON do not leave out the functions in a value. */
function wholeOf(value: unknown): unknown {
  const json = jsonIfPossible(value);
  return json && !json.isWhole ? parse(json.text) : value;
}

/** Returns why a value, or that of a key, cannot be serialized at all; `undefined` if it can. */
function whyNot(data: unknown, key?: string): string | undefined {
  try {
    const value = key === undefined ? data : Reflect.get(Object(data), key);
    if (isUnknownToJson(value)) return `it is a ${typeof value}`;
    toJson(value);
    return undefined;
  } catch (error) {
    return errorMessage(error);
  }
}

function jsonIfPossible(value: unknown): Json | undefined {
  try {
    return toJson(value);
  } catch {
    return undefined;
  }
}

function toJson(value: unknown): Json {
  let isWhole = true;
  const text: string | undefined = JSON.stringify(value, (_key, each) => {
    if (isUnknownToJson(each)) isWhole = false;
    return each;
  });
  return { text, isWhole };
}

function isUnknownToJson(value: unknown): boolean {
  return typeof value === 'function' || typeof value === 'symbol';
}

function parse(text: string | undefined): unknown {
  return text === undefined ? undefined : JSON.parse(text);
}

function warn(what: string, why: string | undefined): void {
  if (logged.has(what) || logged.size >= MOST_LOGGED) return;
  logged.add(what);
  logger.warn(unserializable(what, why).message);
}

function unserializable(what: string, why: string | undefined): Error {
  return webSocketError(
    'PORTICO_WS_CLIENT_DATA',
    `${what} cannot be serialized: ${why}. Other processes do not see it.`,
    'Keep only values in client.data that JSON can represent, and everything else in a WeakMap by client.native.',
  );
}
