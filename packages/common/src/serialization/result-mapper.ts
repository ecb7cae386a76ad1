import type { ExecutionContext } from '../contracts/execution-context.js';
import type { NestInterceptor } from '../contracts/nest-interceptor.js';

/**
 * Stands on an interceptor's `intercept` function when all that it does is map results: gives the mapping for a call,
 * so that a pipeline may apply it without an Observable. A subclass that overrides `intercept` loses the mark with it.
 */
export const RESULT_MAPPER: unique symbol = Symbol.for('portico.result-mapper');

/** Maps one result; may give a promise. */
export type ResultMapper = (result: unknown) => unknown;

type MarkedIntercept = NestInterceptor['intercept'] & {
  [RESULT_MAPPER]?: (this: NestInterceptor, context: ExecutionContext) => ResultMapper;
};

/** True when the interceptor only maps results; ask once, when a handler is compiled. */
export function isResultMapping(interceptor: NestInterceptor): boolean {
  return typeof (interceptor.intercept as MarkedIntercept)[RESULT_MAPPER] === 'function';
}

/** The mapping of such an interceptor for one call; `undefined` for interceptors of any other kind. */
export function resultMapperOf(interceptor: NestInterceptor, context: ExecutionContext): ResultMapper | undefined {
  return (interceptor.intercept as MarkedIntercept)[RESULT_MAPPER]?.call(interceptor, context);
}

/** Puts the mark on an `intercept` function. */
export function markResultMapping<I extends NestInterceptor>(
  intercept: I['intercept'],
  mapper: (this: I, context: ExecutionContext) => ResultMapper,
): void {
  Object.defineProperty(intercept, RESULT_MAPPER, { value: mapper });
}
