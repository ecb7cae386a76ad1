import { type ArgumentMetadata, BadRequestException, Injectable, type PipeTransform } from '@portico/common';

@Injectable()
export class PositivePipe implements PipeTransform<unknown, number> {
  transform(value: unknown, { data }: ArgumentMetadata): number {
    const amount = Number(value);
    if (!(amount > 0)) throw new BadRequestException(`${data} must be a number above zero`);
    return amount;
  }
}
