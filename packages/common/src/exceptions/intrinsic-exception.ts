import { INTRINSIC_EXCEPTION_BRAND, isBranded } from './brands.js';

/**
 * An exception that belongs to the normal course of things: the built-in filters answer it and log nothing.
 * `HttpException` and `WsException` are of this kind.
 *
 * @see https://docs.nestjs.com/exception-filters
 */
export class IntrinsicException extends Error {}

Object.defineProperty(IntrinsicException.prototype, INTRINSIC_EXCEPTION_BRAND, { value: true });

/** True for intrinsic exceptions, those of another installed copy of this package included. */
export function isIntrinsicException(value: unknown): value is IntrinsicException {
  return isBranded(value, INTRINSIC_EXCEPTION_BRAND);
}
