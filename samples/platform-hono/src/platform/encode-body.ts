/** An encoded body. */
export interface EncodedBody {
  /** The content type to set; absent if it is already set. */
  readonly type?: string;
  readonly bytes: Buffer;
}

const NOTHING = Buffer.alloc(0);

/**
 * Encodes the result of a handler.
 *
 * @param type the content type that is already set
 * @throws TypeError for a value that cannot be serialized
 */
export function encodeBody(body: unknown, type: unknown): EncodedBody {
  if (body === undefined || body === null) return { bytes: NOTHING };
  if (ArrayBuffer.isView(body)) {
    const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
    return type === undefined ? { type: 'application/octet-stream', bytes } : { bytes };
  }
  if (typeof body !== 'object') {
    const bytes = Buffer.from(String(body));
    return type === undefined ? { type: 'text/html; charset=utf-8', bytes } : { bytes };
  }
  return { type: jsonType(type), bytes: Buffer.from(JSON.stringify(body)) };
}

function jsonType(standing: unknown): string {
  if (standing === undefined) return 'application/json; charset=utf-8';
  const type = String(standing);
  return /^application\/(?:[\w.-]+\+)?json$/.test(type) ? `${type}; charset=utf-8` : type;
}
