import type { FileTypeValidatorOptions } from './file-type.validator.js';
import { FileTypeValidator } from './file-type.validator.js';
import type { FileValidator } from './file-validator.js';
import { MaxFileSizeValidator, type MaxFileSizeValidatorOptions } from './max-file-size.validator.js';
import { type ParseFileOptions, ParseFilePipe } from './parse-file.pipe.js';

/**
 * Builds a {@link ParseFilePipe}.
 *
 * @example
 * new ParseFilePipeBuilder()
 *   .addFileTypeValidator({ fileType: 'jpeg' })
 *   .addMaxSizeValidator({ maxSize: 1000 })
 *   .build({ errorHttpStatusCode: HttpStatus.UNPROCESSABLE_ENTITY })
 */
export class ParseFilePipeBuilder {
  private validators: FileValidator[] = [];

  addMaxSizeValidator(options: MaxFileSizeValidatorOptions): this {
    return this.addValidator(new MaxFileSizeValidator(options));
  }

  addFileTypeValidator(options: FileTypeValidatorOptions): this {
    return this.addValidator(new FileTypeValidator(options));
  }

  addValidator(validator: FileValidator): this {
    this.validators.push(validator);
    return this;
  }

  /** Creates the pipe, and resets the builder. */
  build(additionalOptions?: Omit<ParseFileOptions, 'validators'>): ParseFilePipe {
    const pipe = new ParseFilePipe({ ...additionalOptions, validators: this.validators });
    this.validators = [];
    return pipe;
  }
}
