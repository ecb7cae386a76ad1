import { customMessage, FileValidator, type FileValidatorContext, type UploadedFileLike } from './file-validator.js';
import { detectMimeType } from './magic-numbers.js';

export interface FileTypeValidatorOptions {
  /** The MIME type, a part of it (`jpeg`), or a pattern. */
  fileType: string | RegExp;
  /** Uses the type that the client sent, without reading the content. Default: `false`. */
  skipMagicNumbersValidation?: boolean | undefined;
  /** Uses the type that the client sent if the content has no magic number, like text. Default: `false`. */
  fallbackToMimetype?: boolean | undefined;
  /** The error message for a refused file. */
  errorMessage?:
    | string
    | ((context: FileValidatorContext<Omit<FileTypeValidatorOptions, 'errorMessage'>>) => string)
    | undefined;
}

/** The result for a file, which the error message uses. */
type Finding = { readonly mime: string | undefined } | 'no content';

/**
 * Refuses files of other types. The type is read from the content (its magic number), which a client cannot fake by a
 * header. With the package `file-type` installed, hundreds of formats are known; without it, the most common ones.
 *
 * @see https://docs.nestjs.com/techniques/file-upload#file-validation
 * @example new FileTypeValidator({ fileType: /^image\/(png|jpeg)$/ })
 */
export class FileTypeValidator extends FileValidator<FileTypeValidatorOptions, UploadedFileLike> {
  private readonly findings = new WeakMap<object, Finding>();

  buildErrorMessage(file?: UploadedFileLike): string {
    const { errorMessage, fileType } = this.validationOptions;
    const custom = customMessage(errorMessage, file, this.validationOptions);
    if (custom !== undefined) return custom;
    const expected = `expected type is ${String(fileType)}`;
    const finding = file && this.findings.get(file);
    if (finding === 'no content') {
      return `Validation failed (file buffer is not available; file type validation could not be performed; ${expected})`;
    }
    if (finding && finding.mime === undefined) {
      return `Validation failed (file type could not be detected from its content; ${expected})`;
    }
    const current = finding?.mime ?? file?.mimetype;
    return `Validation failed (${current ? `current file type is ${current}, ` : ''}${expected})`;
  }

  async isValid(file?: UploadedFileLike): Promise<boolean> {
    const { fileType, skipMagicNumbersValidation, fallbackToMimetype } = this.validationOptions ?? {};
    if (!fileType) return true;
    if (!file) return false;
    if (skipMagicNumbersValidation) return this.matchesFileType(file.mimetype);
    if (!file.buffer) {
      this.findings.set(file, 'no content');
      return fallbackToMimetype === true && this.matchesFileType(file.mimetype);
    }
    const mime = await detectMimeType(file.buffer);
    this.findings.set(file, { mime });
    if (mime !== undefined) return this.matchesFileType(mime);
    return fallbackToMimetype === true && this.matchesFileType(file.mimetype);
  }

  protected matchesFileType(mimetype: string | undefined): boolean {
    const { fileType } = this.validationOptions;
    if (!mimetype) return false;
    if (fileType instanceof RegExp) return mimetype.search(fileType) !== -1;
    if (mimetype === fileType) return true;
    try {
      return new RegExp(fileType).test(mimetype);
    } catch {
      return false;
    }
  }
}
