import { Injectable, type PipeTransform } from '@portico/common';
import { WsException } from '@portico/websockets';

/** Lets names through: pipes, guards, interceptors and filters do not know which adapter is at work. */
@Injectable()
export class NamePipe implements PipeTransform<unknown, string> {
  transform(value: unknown): string {
    const name = typeof value === 'string' ? value.trim() : '';
    if (name === '' || name.length > 40) throw new WsException('A name has 1 to 40 characters.');
    return name;
  }
}
