/** The opcodes of RFC 6455, section 5.2. */
export const CONTINUATION = 0x0;
export const TEXT = 0x1;
export const BINARY = 0x2;
export const CLOSE = 0x8;
export const PING = 0x9;
export const PONG = 0xa;

/** The parts of a frame. The defaults are valid. */
export interface FrameParts {
  readonly opcode: number;
  readonly payload?: string | Buffer;
  readonly fin?: boolean;
  /** The reserved bits, 0 to 7. */
  readonly reserved?: number;
  readonly masked?: boolean;
  readonly mask?: readonly [number, number, number, number];
  /** Writes this length with this number of bits, whatever the payload is. */
  readonly length?: { readonly value: bigint; readonly bits: 7 | 16 | 64 };
}

/** Encodes a frame. */
export function encodeFrame({
  opcode,
  payload = '',
  fin = true,
  reserved = 0,
  masked = true,
  mask = [0x37, 0xfa, 0x21, 0x3d],
  length,
}: FrameParts): Buffer {
  const body = Buffer.from(payload);
  const size = length ?? lengthOf(body);
  const first = (fin ? 0x80 : 0) | (reserved << 4) | opcode;
  const flag = masked ? 0x80 : 0;
  const header: number[] = [first];
  if (size.bits === 7) header.push(flag | Number(size.value));
  else {
    header.push(flag | (size.bits === 16 ? 126 : 127));
    for (let shift = size.bits - 8; shift >= 0; shift -= 8) header.push(Number((size.value >> BigInt(shift)) & 0xffn));
  }
  if (!masked) return Buffer.concat([Buffer.from(header), body]);
  const hidden = Buffer.from(body.map((byte, index) => byte ^ mask[index % 4]!));
  return Buffer.concat([Buffer.from(header), Buffer.from(mask), hidden]);
}

function lengthOf(body: Buffer): { value: bigint; bits: 7 | 16 | 64 } {
  const value = BigInt(body.length);
  if (body.length < 126) return { value, bits: 7 };
  return { value, bits: body.length < 65_536 ? 16 : 64 };
}

/** Creates the payload of a close frame from the code and a reason. */
export function closePayload(code: number, reason: string | Buffer = ''): Buffer {
  const head = Buffer.alloc(2);
  head.writeUInt16BE(code);
  return Buffer.concat([head, Buffer.from(reason)]);
}

export interface ReceivedFrame {
  readonly fin: boolean;
  readonly reserved: number;
  readonly opcode: number;
  readonly masked: boolean;
  /** Whether the length is written in as few bytes as possible. */
  readonly shortest: boolean;
  readonly payload: Buffer;
}

/** Decodes the first frame of the received bytes; `undefined` if it is incomplete. */
export function decodeFrame(bytes: Buffer): { frame: ReceivedFrame; rest: Buffer } | undefined {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return undefined;
  let offset = 2;
  let length = second & 0x7f;
  if (length === 126) {
    if (bytes.length < 4) return undefined;
    length = bytes.readUInt16BE(2);
    offset = 4;
  } else if (length === 127) {
    if (bytes.length < 10) return undefined;
    length = Number(bytes.readBigUInt64BE(2));
    offset = 10;
  }
  if (bytes.length < offset + length) return undefined;
  const frame = {
    fin: (first & 0x80) !== 0,
    reserved: (first >> 4) & 0x7,
    opcode: first & 0xf,
    masked: (second & 0x80) !== 0,
    shortest: offset === (length < 126 ? 2 : length < 65_536 ? 4 : 10),
    payload: bytes.subarray(offset, offset + length),
  };
  return { frame, rest: bytes.subarray(offset + length) };
}
