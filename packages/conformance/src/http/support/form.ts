/** The boundary between the parts of a form. */
export const BOUNDARY = 'a-boundary-of-the-suite';

/** The header of a form. */
export const MULTIPART = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` };

/** Creates a multipart body from {@link text} and {@link file} parts. */
export function form(...parts: Buffer[]): Buffer {
  return Buffer.concat([...parts, Buffer.from(`--${BOUNDARY}--\r\n`)]);
}

export function text(name: string, value: string): Buffer {
  return part(`form-data; name="${name}"`, [], value);
}

/** Creates the part of a field whose name comes after other headers. */
export function textAfter(headers: readonly string[], name: string, value: string): Buffer {
  const head = [`--${BOUNDARY}`, ...headers, `Content-Disposition: form-data; name="${name}"`, '', ''].join('\r\n');
  return Buffer.concat([Buffer.from(head), Buffer.from(`${value}\r\n`)]);
}

export function file(field: string, name: string, content: string | Buffer, type = 'text/plain'): Buffer {
  return part(`form-data; name="${field}"; filename="${name}"`, [`Content-Type: ${type}`], content);
}

/** Creates a part with any `Content-Disposition`. */
export function part(disposition: string, headers: string[], content: string | Buffer): Buffer {
  const head = [`--${BOUNDARY}`, `Content-Disposition: ${disposition}`, ...headers, '', ''].join('\r\n');
  return Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from('\r\n')]);
}
