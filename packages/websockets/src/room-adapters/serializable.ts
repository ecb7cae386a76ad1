import { Logger } from '@portico/common';
import { errorMessage, isObject } from '@portico/common/internal';
import { PROTOTYPE_KEY } from '../codecs/prototype-key.js';
import { webSocketError } from '../errors.js';

const logger = new Logger('WebSockets');
/** The keys that have been logged, each once. */
const logged = new Set<string>();
/** Clients may choose the keys of their data. */
const MOST_LOGGED = 100;

/** Room adapters encode MessagePack, which allows 100 levels in all, and decode it without {@link PROTOTYPE_KEY}. Clients choose both. */
const MOST_LEVELS = 90;

/** A value as JSON; `isWhole` if the value itself can be sent in its place. */
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
 * Returns what other processes are told about a client, as they can receive it: without the keys that cannot be serialized, each of
 * which is logged once. Data without such keys is returned itself.
 *
 * @param what where the keys are, for the log
 */
export function withoutUnserializable(data: unknown, what = 'client.data'): unknown {
  if (jsonIfPossible(data)?.isWhole) return data;
  if (!isObject(data) || Array.isArray(data)) {
    const why = whyNot(data);
    if (why === undefined) return wholeOf(data);
    warn('The data of a client', why);
    return {};
  }
  const kept: Record<string, unknown> = {};
  for (const key of Object.keys(data)) {
    const why = whyNot(data, key);
    if (why === undefined) kept[key] = wholeOf(data[key]);
    else warn(`The key ${JSON.stringify(key)} of ${what}`, why);
  }
  return kept;
}

/** Formats other than JSON call no `toJSON()`, and do not leave out the functions in a value. */
function wholeOf(value: unknown): unknown {
  const json = jsonIfPossible(value);
  return json && !json.isWhole ? parse(json.text) : value;
}

/** Returns why a value, or that of a key, cannot be serialized at all; `undefined` if it can. */
function whyNot(data: unknown, key?: string): string | undefined {
  if (key === PROTOTYPE_KEY) return 'other processes cannot decode it';
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
  const text: string | undefined = JSON.stringify(value, function (this: unknown, key, each) {
    if (isUnknownToJson(each) || isConverted(Reflect.get(Object(this), key), each)) isWhole = false;
    if (key !== PROTOTYPE_KEY) return each;
    isWhole = false;
    return undefined;
  });
  if (text !== undefined && levelsOf(text) > MOST_LEVELS)
    throw new RangeError(`it is nested more than ${MOST_LEVELS} levels deep`);
  return { text, isWhole };
}

/** Whether `toJSON()` has chosen what is disclosed. Other formats have dates and binary data themselves. */
function isConverted(own: unknown, json: unknown): boolean {
  return !Object.is(own, json) && !(own instanceof Date) && !ArrayBuffer.isView(own);
}

/** How deeply the lists and objects of a JSON text are nested. */
function levelsOf(json: string): number {
  if (json.length <= 2 * MOST_LEVELS) return 0;
  let deepest = 0;
  let level = 0;
  for (const [found] of json.matchAll(/"(?:[^"\\]|\\.)*"|[[{\]}]/g)) {
    if (found === '[' || found === '{') deepest = Math.max(deepest, ++level);
    else if (found === ']' || found === '}') level -= 1;
  }
  return deepest;
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
