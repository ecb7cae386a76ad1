import type { CodecFrame } from '../contracts/codec.js';

/** Writes the objects of `portico.1` as frames, and reads them. */
export interface FrameFormat {
  encode(frame: object): CodecFrame;
  /** @throws an error of any kind for what is not a frame */
  decode(frame: string | Buffer): unknown;
}
