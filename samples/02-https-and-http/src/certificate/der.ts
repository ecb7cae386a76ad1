/** The encoding of certificates (X.690, DER). A value consists of a tag, the length of its content, and the content. */
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

/** Encodes one value. A length of 128 or more is written as the number of its bytes, followed by the bytes. */
export function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

/** Encodes a sequence of values. */
export const sequence = (...parts: Uint8Array[]): Buffer => der(TAG.sequence, ...parts);

/** Encodes the object identifier of a field or an algorithm. */
export const objectId = (hex: string): Buffer => der(TAG.oid, Buffer.from(hex, 'hex'));

/** Encodes a time in seconds. */
export function utcTime(milliseconds: number): Buffer {
  const digits = new Date(milliseconds).toISOString().replace(/[-:T]/g, '').slice(2, 14);
  return der(TAG.utcTime, Buffer.from(`${digits}Z`));
}

/** Encodes bytes as PEM, the text form that servers read. */
export function pem(label: string, content: Buffer): string {
  const lines = content.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
