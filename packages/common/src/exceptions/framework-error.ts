/** Marks errors of the framework so that they are recognised across duplicate installs. */
export const FRAMEWORK_ERROR_BRAND: unique symbol = Symbol.for('portico.error');

/** The error of NestJS in the place of one of ours: what tests of applications that moved over look for. */
export interface FrameworkErrorCounterpart {
  /** The name of its class, where `@nestjs/core/errors/exceptions/*` has one. */
  readonly exception?: string;
  /** The sentence that its message begins with. */
  readonly message: string;
}

export interface FrameworkErrorInit {
  /** Stable name of the error, for example `PORTICO_UNKNOWN_DEPENDENCY`. */
  readonly code: string;
  /** What happened, to what, and why. */
  readonly message: string;
  /** What would mend it. */
  readonly remedy?: string;
  /** Where the documentation treats this error. */
  readonly guide?: string;
  /** The error of NestJS in this place; its sentence is the last line of the message. */
  readonly counterpart?: FrameworkErrorCounterpart;
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
  readonly counterpart?: FrameworkErrorCounterpart;

  constructor(init: FrameworkErrorInit) {
    super(messageOf(init), 'cause' in init ? { cause: init.cause } : undefined);
    this.name = new.target.name;
    this.code = init.code;
    if (init.remedy !== undefined) this.remedy = init.remedy;
    if (init.guide !== undefined) this.guide = init.guide;
    if (init.counterpart !== undefined) this.counterpart = init.counterpart;
  }
}

function messageOf({ message, remedy, counterpart }: FrameworkErrorInit): string {
  const parts = [message, remedy, counterpart && `In NestJS: ${counterpart.message}`];
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
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
