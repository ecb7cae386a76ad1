/** What certificates are written in (X.690, DER): every value is a tag, the length of its content, and its content. */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  oid: 0x06,
  utf8: 0x0c,
  utcTime: 0x17,
  sequence: 0x30,
  set: 0x31,
} as const;

/** One value. Lengths from 128 on are written as the number of their bytes, then the bytes. */
export function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

/** Several values, one after the other. */
export const sequence = (...parts: Uint8Array[]): Buffer => der(TAG.sequence, ...parts);

/** The name of a field or of an algorithm, by the bytes of its number. */
export const objectId = (hex: string): Buffer => der(TAG.oid, Buffer.from(hex, 'hex'));

/** A time, to the second. */
export function utcTime(milliseconds: number): Buffer {
  const digits = new Date(milliseconds).toISOString().replace(/[-:T]/g, '').slice(2, 14);
  return der(TAG.utcTime, Buffer.from(`${digits}Z`));
}

/** Wraps bytes into the text form that servers take. */
export function pem(label: string, content: Buffer): string {
  const lines = content.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
