import type { CodecFrame } from '../contracts/adapter/codec.js';

/** Writes the objects of `portico.1` as frames, and reads them. */
export interface FrameFormat {
  encode(frame: object): CodecFrame;
  /** @throws any error for an invalid frame */
  decode(frame: string | Buffer): unknown;
}
