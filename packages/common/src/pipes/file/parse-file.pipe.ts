import type { PipeTransform } from '../../contracts/pipeline/pipe-transform.js';
import { Optional } from '../../decorators/injection/inject.js';
import { Injectable } from '../../decorators/injection/injectable.js';
import { isPlainObject } from '../../values/is-plain-object.js';
import { type RefusalOptions, refusalOf } from '../refusal.js';
import type { FileValidator } from './file-validator.js';

export interface ParseFileOptions extends RefusalOptions {
  /** Run on each file, in order; the first failure refuses the request. */
  validators?: FileValidator[] | undefined;
  /** Refuses a request without a file. Default: `true`. */
  fileIsRequired?: boolean | undefined;
}

/**
 * Validates uploaded files: one, an array, or arrays by field name.
 *
 * @throws HttpException 400 `File is required`, or the message of the validator that refuses a file.
 * @see https://docs.nestjs.com/techniques/file-upload#file-validation
 * @example
 * \@UploadedFile(new ParseFilePipe({ validators: [new MaxFileSizeValidator({ maxSize: 1000 })] })) file: Express.Multer.File
 */
@Injectable()
export class ParseFilePipe implements PipeTransform<any> {
  protected exceptionFactory: (error: string) => any;
  private readonly validators: FileValidator[];
  private readonly fileIsRequired: boolean;

  constructor(@Optional() options: ParseFileOptions = {}) {
    this.exceptionFactory = refusalOf(options);
    this.validators = options.validators ?? [];
    this.fileIsRequired = options.fileIsRequired ?? true;
  }

  async transform(value: any): Promise<any> {
    const files = filesIn(value);
    if (files.length === 0) {
      if (this.fileIsRequired) throw this.exceptionFactory('File is required');
      return value;
    }
    for (const file of files) await this.validate(file);
    return value;
  }

  protected async validate(file: unknown): Promise<unknown> {
    for (const validator of this.validators) await this.validateOrThrow(file, validator);
    return file;
  }

  /** The validators, in the order in which they run. */
  getValidators(): FileValidator[] {
    return this.validators;
  }

  private async validateOrThrow(file: unknown, validator: FileValidator): Promise<void> {
    if (!(await validator.isValid(file))) throw this.exceptionFactory(validator.buildErrorMessage(file));
  }
}

function filesIn(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  if (!isPlainObject(value)) return [value];
  const fields = Object.values(value);
  return fields.every((field) => Array.isArray(field)) ? fields.flat() : [value];
}
