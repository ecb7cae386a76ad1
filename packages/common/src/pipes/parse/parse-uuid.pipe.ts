import type { ArgumentMetadata, PipeTransform } from '../../contracts/pipeline/pipe-transform.js';
import { Optional } from '../../decorators/injection/inject.js';
import { Injectable } from '../../decorators/injection/injectable.js';
import { type RefusalOptions, refusalOf } from '../refusal.js';

export type UUIDVersion = '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | 'all';

export interface ParseUUIDPipeOptions extends RefusalOptions {
  /** The required version. Default: any. */
  version?: UUIDVersion | undefined;
  /** Accepts `null` and `undefined`. Default: `false`. */
  optional?: boolean | undefined;
}

const ofVersion = (digit: string): RegExp =>
  new RegExp(`^[0-9A-F]{8}-[0-9A-F]{4}-${digit}[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$`, 'i');
const NIL_OR_MAX = /^(?:0{8}(?:-0{4}){3}-0{12}|f{8}(?:-f{4}){3}-f{12})$/i;

/**
 * Accepts UUIDs (RFC 9562); refuses everything else.
 *
 * @throws HttpException 400 `Validation failed (uuid is expected)`
 * @example \@Param('id', new ParseUUIDPipe({ version: '7' })) id: string
 */
@Injectable()
export class ParseUUIDPipe implements PipeTransform<string> {
  protected static uuidRegExps: Readonly<Record<UUIDVersion, RegExp>> = {
    1: ofVersion('1'),
    2: ofVersion('2'),
    3: ofVersion('3'),
    4: ofVersion('4'),
    5: ofVersion('5'),
    6: ofVersion('6'),
    7: ofVersion('7'),
    8: ofVersion('8'),
    all: new RegExp(`${ofVersion('[1-8]').source}|${NIL_OR_MAX.source}`, 'i'),
  };

  protected exceptionFactory: (errors: string) => any;
  private readonly version: UUIDVersion | undefined;

  constructor(@Optional() protected readonly options?: ParseUUIDPipeOptions) {
    this.version = options?.version;
    this.exceptionFactory = refusalOf(options);
  }

  transform(value: string, _metadata?: ArgumentMetadata): any {
    if ((value === undefined || value === null) && this.options?.optional) return value;
    if (!this.isUUID(value, this.version)) {
      const version = this.version && this.version !== 'all' ? ` v ${this.version}` : '';
      throw this.exceptionFactory(`Validation failed (uuid${version} is expected)`);
    }
    return value;
  }

  protected isUUID(value: unknown, version: UUIDVersion = 'all'): boolean {
    if (typeof value !== 'string') throw this.exceptionFactory('The value passed as UUID is not a string');
    return ParseUUIDPipe.uuidRegExps[version]?.test(value) ?? false;
  }
}
