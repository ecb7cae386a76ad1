import { Injectable, type PipeTransform } from '@portico/common';
import { WsException } from '@portico/websockets';

/** Lets lists of finite numbers through, and says what is wrong with anything else. */
@Injectable()
export class NumbersPipe implements PipeTransform<unknown, number[]> {
  transform(value: unknown): number[] {
    if (!Array.isArray(value) || value.length === 0) throw new WsException('Give me at least one number.');
    const wrong = value.find((each) => typeof each !== 'number' || !Number.isFinite(each));
    if (wrong !== undefined) throw new WsException(`${JSON.stringify(wrong)} is not a number.`);
    return value as number[];
  }
}
