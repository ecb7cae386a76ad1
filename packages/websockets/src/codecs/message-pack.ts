import { createRequire } from 'node:module';
import type { Codec } from '../contracts/adapter/codec.js';
import { webSocketError } from '../errors.js';
import { checkMessagePack } from './check-message-pack.js';
import type { FrameFormat } from './frame-format.js';
import { MOST_LEVELS } from './nesting.js';
import { type Portico1Options, portico1Codec } from './portico1.js';
import { type KeyOptions, keyOptionsFor, nameStandIn } from './prototype-key.js';
import { valuesAsInJson } from './values-as-in-json.js';

/** As in JSON, members whose value is undefined are not sent. The depth has been checked before. */
const OPTIONS = { ignoreUndefined: true, maxDepth: MOST_LEVELS + 1 };

/** The members of `@msgpack/msgpack` that are used. */
interface MessagePack {
  encode(value: unknown, options: typeof OPTIONS): Uint8Array;
  decode(bytes: Uint8Array, options: KeyOptions | undefined): unknown;
}

/**
 * Creates the codec of the subprotocol `portico.1.msgpack`: the frames of {@link portico1}, encoded with MessagePack in
 * binary messages. Binary data arrives as a `Buffer`, and a `Buffer` or `Uint8Array` that a handler returns is sent as
 * binary data, and a `Date` as a timestamp; other values have the members that they have in JSON, `toJSON()` included. Requires the package `@msgpack/msgpack`.
 *
 * @throws FrameworkError `PORTICO_WS_CODEC` if the package is not installed, and as {@link portico1}
 * @example
 * new WsAdapter(app, { codecs: [portico1(), messagePack()] });
 * @see docs/codecs.md
 */
export function messagePack(options: Portico1Options = {}): Codec {
  return portico1Codec('portico.1.msgpack', formatOf(loadMessagePack()), options);
}

function formatOf({ encode, decode }: MessagePack): FrameFormat {
  return {
    encode: (frame) => encode(valuesAsInJson(frame), OPTIONS),
    decode: (frame) => {
      if (typeof frame === 'string') throw new TypeError('Frames of portico.1.msgpack must be binary');
      checkMessagePack(frame);
      return withBuffers(decode(frame, keyOptionsFor(frame)));
    },
  };
}

/** Returns binary data as a `Buffer`, as is usual in Node.js, and objects with the members that JSON would have. */
function withBuffers(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (Array.isArray(value)) {
    // Its keys would be one string per element: 13 times the time of decoding the array.
    for (let index = 0; index < value.length; index += 1) value[index] = withBuffers(value[index]);
    return value;
  }
  nameStandIn(value);
  for (const key of Object.keys(value)) {
    // The keys are own keys of the object.
    const holder = value as Record<string, unknown>;
    holder[key] = withBuffers(holder[key]);
  }
  return value;
}

function loadMessagePack(): MessagePack {
  try {
    return createRequire(import.meta.url)('@msgpack/msgpack');
  } catch (error) {
    throw webSocketError(
      'PORTICO_WS_CODEC',
      'The codec messagePack() requires the package @msgpack/msgpack, which cannot be loaded.',
      'Install it: npm i @msgpack/msgpack',
      error,
    );
  }
}
