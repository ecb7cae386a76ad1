import { isBranded } from '../values/is-branded.js';
import { guideTo } from './guide-to.js';

/** Marks errors of the framework, so that they are recognized across several installed copies of a package. */
export const FRAMEWORK_ERROR_BRAND: unique symbol = Symbol.for('portico.error');

/** The error that NestJS throws in the same situation: tests of migrated applications match on it. */
export interface FrameworkErrorCounterpart {
  /** The name of its class, if `@nestjs/core/errors/exceptions/*` has one. */
  readonly exception?: string;
  /** The beginning of its message. */
  readonly message: string;
}

export interface FrameworkErrorInit {
  /** Stable name of the error, for example `PORTICO_UNKNOWN_DEPENDENCY`. */
  readonly code: string;
  /** What happened, to what, and why. */
  readonly message: string;
  /** How to fix it: a sentence, or a list whose lines start with `- `. */
  readonly remedy?: string;
  /** The section of the documentation that explains this error. Default: that of Portico, for codes of Portico. */
  readonly guide?: string | undefined;
  /** The error of NestJS in this situation; its message is the last line of this message. */
  readonly counterpart?: FrameworkErrorCounterpart;
  /** The original error. */
  readonly cause?: unknown;
}

/**
 * The base class of every error that the framework itself throws. Its message has the form
 * `CODE: what happened to what, and why`, followed by how to fix it and a link to the documentation.
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
    const guide = init.guide ?? guideTo(init.code);
    super(messageOf({ ...init, guide }), 'cause' in init ? { cause: init.cause } : undefined);
    this.name = new.target.name;
    this.code = init.code;
    if (init.remedy !== undefined) this.remedy = init.remedy;
    if (guide !== undefined) this.guide = guide;
    if (init.counterpart !== undefined) this.counterpart = init.counterpart;
  }
}

function messageOf({ code, message, remedy, guide, counterpart }: FrameworkErrorInit): string {
  const parts = [`${code}: ${message}`];
  if (remedy) parts.push(`How to fix it:${remedy.startsWith('- ') ? '\n' : ' '}${remedy}`);
  if (guide) parts.push(`Guide: ${guide}`);
  if (counterpart) parts.push(`In NestJS: ${counterpart.message}`);
  return parts.join('\n\n');
}

Object.defineProperty(FrameworkError.prototype, FRAMEWORK_ERROR_BRAND, { value: true });

/** Creates a {@link FrameworkError}; a function, so that call sites are plain data. */
export function frameworkError(init: FrameworkErrorInit): FrameworkError {
  return new FrameworkError(init);
}

/** True for errors of the framework, including those created by another installed copy of this package. */
export function isFrameworkError(value: unknown): value is FrameworkError {
  return isBranded(value, FRAMEWORK_ERROR_BRAND);
}
