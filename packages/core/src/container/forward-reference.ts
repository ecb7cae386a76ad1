import { isForwardReference } from '@portico/common/internal';

/** Returns the target of a possible `forwardRef()`; any other value is returned unchanged. */
export function dereference(value: unknown): unknown {
  return isForwardReference(value) ? value.forwardRef() : value;
}
