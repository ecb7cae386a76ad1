import type { PipeTransform } from '@portico/common';
import { WsException } from '@portico/websockets';

/** Lets texts through that are not empty and not too long, without space around them. */
export class TextPipe implements PipeTransform<unknown, string> {
  /** @param longest how many characters it may have */
  constructor(
    private readonly what: string,
    private readonly longest: number,
  ) {}

  transform(value: unknown): string {
    const text = typeof value === 'string' ? value.trim() : '';
    if (text === '') throw new WsException(`${this.what} is missing.`);
    if (text.length > this.longest) throw new WsException(`${this.what} may have ${this.longest} characters at most.`);
    return text;
  }
}
