/** The properties of an uploaded file that validators read, on every platform. */
export interface UploadedFileLike {
  mimetype: string;
  size: number;
  buffer?: Buffer;
}

/**
 * A condition on uploaded files, for the {@link ParseFilePipe}.
 *
 * @see https://docs.nestjs.com/techniques/file-upload#file-validation
 * @example
 * class NameValidator extends FileValidator<{ pattern: RegExp }> {
 *   isValid(file?: { originalname: string }) { return this.validationOptions.pattern.test(file?.originalname ?? ''); }
 *   buildErrorMessage() { return 'The name of the file is not allowed'; }
 * }
 */
export abstract class FileValidator<TValidationOptions = Record<string, any>, TFile = any> {
  constructor(protected readonly validationOptions: TValidationOptions) {}

  /** @returns whether the file is valid. */
  abstract isValid(file?: TFile | TFile[] | Record<string, TFile[]>): boolean | Promise<boolean>;

  /** @returns the error message for an invalid file. */
  abstract buildErrorMessage(file: any): string;
}

/** The parameter of a message function. */
export interface FileValidatorContext<TConfig> {
  file?: UploadedFileLike;
  config: TConfig;
}

/** The message of an option: a text, or a function that returns it. */
export function customMessage<TConfig>(
  message: string | ((context: FileValidatorContext<TConfig>) => string) | undefined,
  file: UploadedFileLike | undefined,
  options: TConfig,
): string | undefined {
  if (typeof message !== 'function') return message;
  // The options of a validator are its configuration and `errorMessage`.
  const { errorMessage: _own, ...config } = options as TConfig & { errorMessage?: unknown };
  // The rest of the options is the configuration.
  return message({ ...(file ? { file } : {}), config: config as TConfig });
}
