import { Injectable, type PipeTransform } from '@portico/common';
import { WsException } from '@portico/websockets';

/** Accepts names. Pipes, guards, interceptors and filters do not depend on the adapter. */
@Injectable()
export class NamePipe implements PipeTransform<unknown, string> {
  transform(value: unknown): string {
    const name = typeof value === 'string' ? value.trim() : '';
    if (name === '' || name.length > 40) throw new WsException('A name must have 1 to 40 characters.');
    return name;
  }
}
