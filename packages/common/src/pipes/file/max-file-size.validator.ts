import { customMessage, FileValidator, type FileValidatorContext, type UploadedFileLike } from './file-validator.js';

export interface MaxFileSizeValidatorOptions {
  /** Files must be smaller than this size, in bytes. */
  maxSize: number;
  /** The error message for a refused file. */
  errorMessage?:
    | string
    | ((context: FileValidatorContext<Omit<MaxFileSizeValidatorOptions, 'errorMessage' | 'message'>>) => string)
    | undefined;
  /** An older name of `errorMessage`; as a function it gets the size. */
  message?: string | ((maxSize: number) => string) | undefined;
}

/**
 * Refuses files that are not smaller than a size.
 *
 * @see https://docs.nestjs.com/techniques/file-upload#file-validation
 * @example new MaxFileSizeValidator({ maxSize: 1_000_000 })
 */
export class MaxFileSizeValidator extends FileValidator<MaxFileSizeValidatorOptions, UploadedFileLike> {
  buildErrorMessage(file?: UploadedFileLike): string {
    const { errorMessage, message, maxSize } = this.validationOptions;
    const custom = customMessage(errorMessage, file, this.validationOptions);
    if (custom !== undefined) return custom;
    if (message !== undefined) return typeof message === 'function' ? message(maxSize) : message;
    const current = file?.size === undefined ? '' : `current file size is ${file.size}, `;
    return `Validation failed (${current}expected size is less than ${maxSize})`;
  }

  isValid(file?: UploadedFileLike): boolean {
    if (!this.validationOptions || !file) return true;
    return typeof file.size === 'number' && file.size < this.validationOptions.maxSize;
  }
}
