import type { PipeTransform } from '@portico/common';
import { WsException } from '@portico/websockets';

/** Accepts texts that are neither empty nor too long, and trims them. */
export class TextPipe implements PipeTransform<unknown, string> {
  /** @param longest the maximum number of characters */
  constructor(
    private readonly what: string,
    private readonly longest: number,
  ) {}

  transform(value: unknown): string {
    const text = typeof value === 'string' ? value.trim() : '';
    if (text === '') throw new WsException(`${this.what} is missing.`);
    if (text.length > this.longest) throw new WsException(`${this.what} can have at most ${this.longest} characters.`);
    return text;
  }
}
