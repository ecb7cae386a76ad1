import { isForwardReference } from '@portico/common/internal';

/** What a possible `forwardRef()` points to; everything else stands for itself. */
export function dereference(value: unknown): unknown {
  return isForwardReference(value) ? value.forwardRef() : value;
}
