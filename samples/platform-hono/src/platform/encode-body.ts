/** A body as it goes on the wire. */
export interface EncodedBody {
  /** The type to set; absent when there is a fitting one. */
  readonly type?: string;
  readonly bytes: Buffer;
}

const NOTHING = Buffer.alloc(0);

/**
 * Turns what a handler returned into bytes.
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
