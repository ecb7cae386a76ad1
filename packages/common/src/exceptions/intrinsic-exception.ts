import { isBranded } from '../values/is-branded.js';
import { INTRINSIC_EXCEPTION_BRAND } from './brands.js';

/**
 * An expected exception: the built-in filters reply with it, and do not log it. `HttpException` and `WsException` are
 * of this kind.
 *
 * @see https://docs.nestjs.com/exception-filters
 */
export class IntrinsicException extends Error {}

Object.defineProperty(IntrinsicException.prototype, INTRINSIC_EXCEPTION_BRAND, { value: true });

/** True for intrinsic exceptions, including those of another installed copy of this package. */
export function isIntrinsicException(value: unknown): value is IntrinsicException {
  return isBranded(value, INTRINSIC_EXCEPTION_BRAND);
}
