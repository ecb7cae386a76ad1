/** Marks errors of the framework so that they are recognised across duplicate installs. */
export const FRAMEWORK_ERROR_BRAND: unique symbol = Symbol.for('portico.error');

export interface FrameworkErrorInit {
  /** Stable name of the error, for example `PORTICO_UNKNOWN_DEPENDENCY`. */
  readonly code: string;
  /** What happened, to what, and why. */
  readonly message: string;
  /** What would mend it. */
  readonly remedy?: string;
  /** Where the documentation treats this error. */
  readonly guide?: string;
  /** The error that led here. */
  readonly cause?: unknown;
}

/**
 * The base of every error that the framework itself raises: it carries a stable code and says what to do.
 *
 * @example
 * try { await NestFactory.create(AppModule, { abortOnError: false }); }
 * catch (error) { if (isFrameworkError(error)) console.error(error.code, error.remedy); }
 */
export class FrameworkError extends Error {
  readonly code: string;
  readonly remedy?: string;
  readonly guide?: string;

  constructor(init: FrameworkErrorInit) {
    super(
      init.remedy ? `${init.message}\n\n${init.remedy}` : init.message,
      'cause' in init ? { cause: init.cause } : undefined,
    );
    this.name = new.target.name;
    this.code = init.code;
    if (init.remedy !== undefined) this.remedy = init.remedy;
    if (init.guide !== undefined) this.guide = init.guide;
  }
}

Object.defineProperty(FrameworkError.prototype, FRAMEWORK_ERROR_BRAND, { value: true });

/** Makes a {@link FrameworkError}; a function, so that callers read as data. */
export function frameworkError(init: FrameworkErrorInit): FrameworkError {
  return new FrameworkError(init);
}

/** True for errors of the framework, those made by another installed copy of this package included. */
export function isFrameworkError(value: unknown): value is FrameworkError {
  return (
    typeof value === 'object' && value !== null && (value as Record<symbol, unknown>)[FRAMEWORK_ERROR_BRAND] === true
  );
}
