/** The body of a reply. */
export interface EncodedBody {
  /** The content type to set; `undefined` if the existing one stays. */
  readonly type: string | undefined;
  readonly content: string | Uint8Array;
}

/**
 * Encodes what a handler has returned.
 *
 * @param type the content type that is already set
 * @throws TypeError if `JSON.stringify()` throws it
 */
export function encodeBody(body: unknown, type: unknown): EncodedBody {
  if (body === undefined || body === null) return { type: undefined, content: '' };
  if (ArrayBuffer.isView(body)) {
    const content = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
    return { type: type === undefined ? 'application/octet-stream' : undefined, content };
  }
  if (typeof body !== 'object') {
    return { type: type === undefined ? 'text/html; charset=utf-8' : undefined, content: String(body) };
  }
  return { type: jsonType(type), content: JSON.stringify(body) };
}

function jsonType(type: unknown): string {
  if (type === undefined) return 'application/json; charset=utf-8';
  const text = String(type);
  return /^application\/(?:[\w.-]+\+)?json$/.test(text) ? `${text}; charset=utf-8` : text;
}
