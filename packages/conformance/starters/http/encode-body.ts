/** The bytes of what a handler returned, and the media type that they have unless a header says otherwise. */
export function encodeBody(body: unknown): { readonly type?: string; readonly bytes: Buffer } {
  if (body === undefined || body === null) return { bytes: Buffer.alloc(0) };
  if (ArrayBuffer.isView(body)) {
    const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
    return { type: 'application/octet-stream', bytes };
  }
  if (typeof body === 'object') return { type: 'application/json', bytes: Buffer.from(JSON.stringify(body)) };
  return { type: 'text/html; charset=utf-8', bytes: Buffer.from(String(body)) };
}
