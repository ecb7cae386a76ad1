import { randomBytes } from 'node:crypto';

const TEXT = 0x1;
const PING = 0x9;
const CLOSE = 0x8;
const FINAL = 0x80;
const MASKED = 0x80;

/** A text frame as a client sends it: masked, so that the server has to unmask. */
export function clientFrame(text: string, opcode = TEXT): Buffer {
  const payload = Buffer.from(text);
  const long = payload.length > 125;
  if (payload.length > 0xffff) throw new RangeError('Frames of the load are short.');
  const header = Buffer.alloc(long ? 8 : 6);
  header[0] = FINAL | opcode;
  header[1] = MASKED | (long ? 126 : payload.length);
  if (long) header.writeUInt16BE(payload.length, 2);
  const mask = randomBytes(4);
  mask.copy(header, header.length - 4);
  for (let index = 0; index < payload.length; index++) payload[index]! ^= mask[index & 3]!;
  return Buffer.concat([header, payload]);
}

export interface FrameSink {
  /** `payload` is only valid during the call. */
  text(payload: Buffer): void;
}

/** Cuts what a server sends into frames. Servers of the subjects send neither fragments nor compressed frames. */
export class FrameReader {
  private rest: Buffer | undefined;

  constructor(private readonly sink: FrameSink) {}

  /** @throws when the server closes or sends what a subject must not send */
  read(chunk: Buffer): void {
    const data = this.rest ? Buffer.concat([this.rest, chunk]) : chunk;
    let position = 0;
    while (data.length - position >= 2) {
      const length = data[position + 1]!;
      const start = position + headerLength(length);
      if (start > data.length) break;
      const end = start + payloadLength(data, position, length);
      if (end > data.length) break;
      this.dispatch(data[position]!, data.subarray(start, end));
      position = end;
    }
    this.rest = position < data.length ? data.subarray(position) : undefined;
  }

  private dispatch(head: number, payload: Buffer): void {
    if (head === (FINAL | TEXT)) this.sink.text(payload);
    else if (head === (FINAL | CLOSE)) throw closedByServer(payload);
    else if (head !== (FINAL | PING)) throw new Error(`Unexpected frame 0x${head.toString(16)}.`);
  }
}

/** The connection was closed by the server. */
export class ClosedByServerError extends Error {
  constructor(
    readonly code: number,
    reason: string,
  ) {
    super(`The server closed with ${code}: ${reason}`);
  }
}

const NO_STATUS = 1005;

function closedByServer(payload: Buffer): ClosedByServerError {
  const code = payload.length >= 2 ? payload.readUInt16BE(0) : NO_STATUS;
  return new ClosedByServerError(code, payload.subarray(2).toString());
}

function headerLength(length: number): number {
  if (length < 126) return 2;
  return length === 126 ? 4 : 10;
}

function payloadLength(data: Buffer, position: number, length: number): number {
  if (length < 126) return length;
  return length === 126 ? data.readUInt16BE(position + 2) : Number(data.readBigUInt64BE(position + 2));
}
