import { Injectable, type PipeTransform } from '@portico/common';
import { WsException } from '@portico/websockets';

const SHORTEST_MS = 50;
const LONGEST_MS = 60_000;

/** Milliseconds between two ticks; 1000 when the client does not say. */
@Injectable()
export class IntervalPipe implements PipeTransform<unknown, number> {
  transform(value: unknown): number {
    if (value === undefined) return 1_000;
    if (Number.isInteger(value) && (value as number) >= SHORTEST_MS && (value as number) <= LONGEST_MS) {
      return value as number;
    }
    throw new WsException(`"every" is a whole number of milliseconds from ${SHORTEST_MS} to ${LONGEST_MS}.`);
  }
}
