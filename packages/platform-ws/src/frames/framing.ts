const FINAL_TEXT = 0x81;
const LENGTH_16 = 126;
const LENGTH_64 = 127;

/** Returns a whole text message as one unmasked, uncompressed frame: header and payload in one buffer. */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  let offset: number;
  let frame: Buffer;
  if (length < LENGTH_16) {
    offset = 2;
    frame = Buffer.allocUnsafe(offset + length);
    frame[1] = length;
  } else if (length < 65_536) {
    offset = 4;
    frame = Buffer.allocUnsafe(offset + length);
    frame[1] = LENGTH_16;
    frame[2] = length >>> 8;
    frame[3] = length & 0xff;
  } else {
    offset = 10;
    frame = Buffer.allocUnsafe(offset + length);
    frame[1] = LENGTH_64;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame[0] = FINAL_TEXT;
  // If there are as many bytes as characters, the text is ASCII, which latin1 copies without encoding.
  frame.write(text, offset, length, length === text.length ? 'latin1' : 'utf8');
  return frame;
}

/**
 * Frames that wait for the end of the iteration of the event loop, as a path in a tree: each node adds one frame to the
 * sequence of its parent. Sockets with the same frames have the same node, so that ten messages to a thousand clients
 * are joined once, not a thousand times.
 */
export class FrameSequence {
  readonly bytes: number;
  private next: FrameSequence | undefined;
  private joined: Buffer | undefined;

  /** @param parent the earlier frames; none for the first frame of an iteration */
  constructor(
    private readonly frame: Buffer,
    private readonly parent?: FrameSequence,
  ) {
    this.bytes = frame.length + (parent?.bytes ?? 0);
  }

  /** Returns the sequence with one more frame; shared by all callers that add that frame next. */
  append(frame: Buffer): FrameSequence {
    if (this.next?.frame === frame) return this.next;
    this.next = new FrameSequence(frame, this);
    return this.next;
  }

  /** Joins all frames in one buffer. */
  join(): Buffer {
    const { parent } = this;
    if (parent === undefined || parent.bytes === 0) return this.frame;
    this.joined ??= this.concatenate();
    return this.joined;
  }

  private concatenate(): Buffer {
    const whole = Buffer.allocUnsafe(this.bytes);
    let end = this.bytes;
    for (let node: FrameSequence | undefined = this; node; node = node.parent) {
      end -= node.frame.length;
      whole.set(node.frame, end);
    }
    return whole;
  }
}

const NOTHING = Buffer.alloc(0);

/** Returns a sequence without frames: the node of every socket at the beginning of an iteration. */
export function emptySequence(): FrameSequence {
  return new FrameSequence(NOTHING);
}
