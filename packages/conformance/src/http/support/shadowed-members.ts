import { AbstractHttpAdapter } from '@portico/core';

/**
 * Checks that no field of an adapter hides a member of {@link AbstractHttpAdapter}, such as a field `options`, the name of the
 * method that registers routes for OPTIONS. The compiler reports it, but the tests run without one.
 *
 * @throws TypeError that names the fields
 */
export function checkShadowedMembers(adapter: AbstractHttpAdapter): void {
  const hidden = Object.keys(adapter).filter(
    (name) => isMethod(name) && typeof Reflect.get(adapter, name) !== 'function',
  );
  if (hidden.length === 0) return;
  throw new TypeError(
    `The adapter "${adapter.getType()}" has fields with the names of methods that core calls: ${hidden.join(', ')}. Rename them.`,
  );
}

function isMethod(name: string): boolean {
  return typeof Reflect.get(AbstractHttpAdapter.prototype, name) === 'function';
}
