import type { ExecutionContext } from '../contracts/execution-context.js';
import type { NestInterceptor } from '../contracts/nest-interceptor.js';

/**
 * Marks the `intercept` function of an interceptor that only maps results, and returns the mapping for a call, so
 * that the pipeline can apply it without an Observable. A subclass that overrides `intercept` does not have the mark.
 */
export const RESULT_MAPPER: unique symbol = Symbol.for('portico.result-mapper');

/** Maps one result; may return a promise. */
export type ResultMapper = (result: unknown) => unknown;

type MarkedIntercept = NestInterceptor['intercept'] & {
  [RESULT_MAPPER]?: (this: NestInterceptor, context: ExecutionContext) => ResultMapper;
};

/** True if the interceptor only maps results. Called once per handler, when it is compiled. */
export function isResultMapping(interceptor: NestInterceptor): boolean {
  const intercept: MarkedIntercept = interceptor.intercept;
  return typeof intercept[RESULT_MAPPER] === 'function';
}

/** The mapping of such an interceptor for one call; `undefined` for other interceptors. */
export function resultMapperOf(interceptor: NestInterceptor, context: ExecutionContext): ResultMapper | undefined {
  const intercept: MarkedIntercept = interceptor.intercept;
  return intercept[RESULT_MAPPER]?.call(interceptor, context);
}

/** Marks an `intercept` function. */
export function markResultMapping<I extends NestInterceptor>(
  intercept: I['intercept'],
  mapper: (this: I, context: ExecutionContext) => ResultMapper,
): void {
  Object.defineProperty(intercept, RESULT_MAPPER, { value: mapper });
}
