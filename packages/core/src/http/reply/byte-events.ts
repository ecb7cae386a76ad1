import { StringDecoder } from 'node:string_decoder';

/** Decodes bytes among the events of one source as text. A chunk of bytes may end within a character. */
export class ByteEvents {
  private decoder: StringDecoder | undefined;

  /** Returns the events that an event of the source becomes: itself, a text, or none. */
  decode(event: unknown): readonly unknown[] {
    if (!(event instanceof Uint8Array)) return [event];
    this.decoder ??= new StringDecoder();
    return nonEmpty(this.decoder.write(Buffer.from(event)));
  }

  /** Returns what is left of an incomplete character. */
  end(): readonly string[] {
    return nonEmpty(this.decoder?.end() ?? '');
  }
}

function nonEmpty(text: string): readonly string[] {
  return text === '' ? [] : [text];
}
