/** The key that decoders of MessagePack refuse. In JSON it is a key like any other, which any client can send. */
export const PROTOTYPE_KEY = '__proto__';

/** Stands for {@link PROTOTYPE_KEY} while a frame is decoded: a text could be the key of another member. */
const STAND_IN: unique symbol = Symbol(PROTOTYPE_KEY);

const BYTES = Buffer.from(PROTOTYPE_KEY);

/** The options of `decode()` for frames that may have the key. */
export interface KeyOptions {
  readonly keyDecoder: {
    canBeCached(length: number): boolean;
    decode(bytes: Uint8Array, offset: number, length: number): string | symbol;
  };
  mapKeyConverter(key: unknown): unknown;
}

const OPTIONS: KeyOptions = {
  keyDecoder: {
    canBeCached: (length) => length === BYTES.length,
    decode(bytes, offset, length) {
      const key = Buffer.from(bytes.buffer, bytes.byteOffset + offset, length);
      return key.equals(BYTES) ? STAND_IN : key.toString();
    },
  },
  mapKeyConverter(key) {
    if (typeof key === 'string' || typeof key === 'number' || key === STAND_IN) return key;
    throw new TypeError('The key of a map is neither a string nor a number');
  },
};

/** @returns `undefined` for most frames, which are decoded faster without options */
export function keyOptionsFor(frame: Buffer): KeyOptions | undefined {
  return frame.includes(BYTES) ? OPTIONS : undefined;
}

/** Gives a decoded object its own member `__proto__`, as `JSON.parse()` does. Its prototype is unchanged. */
export function nameStandIn(decoded: object): void {
  if (!Object.hasOwn(decoded, STAND_IN)) return;
  const value: unknown = Reflect.get(decoded, STAND_IN);
  Reflect.deleteProperty(decoded, STAND_IN);
  Object.defineProperty(decoded, PROTOTYPE_KEY, { value, configurable: true, enumerable: true, writable: true });
}
