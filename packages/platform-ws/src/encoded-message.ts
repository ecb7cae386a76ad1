import { textFrame } from './framing.js';

/** A message encoded once, for any number of clients. */
export class EncodedMessage {
  readonly text: string;
  private encoded: Buffer | undefined;

  /** @throws TypeError when the message is not serialisable */
  constructor(message: unknown) {
    this.text = typeof message === 'string' ? message : JSON.stringify(message);
  }

  /** The frame that every client without compression gets. */
  get frame(): Buffer {
    this.encoded ??= textFrame(this.text);
    return this.encoded;
  }
}
