import type { Codec } from '@portico/websockets';
import type { WsMessage } from '../options.js';
import { textFrame } from './framing.js';

/** A message encoded once, for any number of clients. */
export class EncodedMessage {
  readonly text: string;
  private encoded: Buffer | undefined;
  private byCodec: Map<Codec, EncodedMessage | Uint8Array> | undefined;

  /** @throws TypeError if the message cannot be serialized */
  constructor(private readonly message: WsMessage | string) {
    this.text = typeof message === 'string' ? message : JSON.stringify(message);
  }

  /** The frame for all clients without compression. */
  get frame(): Buffer {
    this.encoded ??= textFrame(this.text);
    return this.encoded;
  }

  /**
   * Returns the content for clients with a codec: the message in the format of the codec. A string is sent unchanged.
   */
  by(codec: Codec): EncodedMessage | Uint8Array {
    const { message } = this;
    if (typeof message === 'string') return this;
    this.byCodec ??= new Map();
    let encoded = this.byCodec.get(codec);
    if (encoded === undefined) {
      const frame = codec.encodeEvent(message.event, message.data);
      if (typeof frame !== 'string') encoded = frame;
      else encoded = frame === this.text ? this : new EncodedMessage(frame);
      this.byCodec.set(codec, encoded);
    }
    return encoded;
  }
}
