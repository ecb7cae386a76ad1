import { Injectable, type PipeTransform } from '@portico/common';
import { WsException } from '@portico/websockets';

/** Accepts arrays of finite numbers, and says what is wrong with other values. */
@Injectable()
export class NumbersPipe implements PipeTransform<unknown, number[]> {
  transform(value: unknown): number[] {
    if (!Array.isArray(value) || value.length === 0) throw new WsException('Enter at least one number.');
    const wrong = value.find((each) => typeof each !== 'number' || !Number.isFinite(each));
    if (wrong !== undefined) throw new WsException(`${JSON.stringify(wrong)} is not a number.`);
    return value as number[];
  }
}
