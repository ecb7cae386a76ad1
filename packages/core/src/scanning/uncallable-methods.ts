import type { Logger } from '@portico/common';
import { coreError } from '../errors/core-error.js';

/**
 * Logs which methods of a class have the decorator of a handler but are never called: static methods, and those whose
 * name is a symbol.
 *
 * @param decorator the decorator in messages: `@SubscribeMessage()`
 * @param isDecorated whether a method has the decorator
 */
export function warnOfUncallableMethods(
  type: Function,
  decorator: string,
  isDecorated: (method: Function) => boolean,
  logger: Logger,
): void {
  const warn = (method: string, remedy: string): void => {
    const warning = coreError({
      code: 'PORTICO_UNCALLED_METHOD',
      lines: [`${decorator} on ${method} has no effect.`],
      remedies: [remedy],
    });
    logger.warn(warning.message);
  };
  for (const { key, method } of methodsOf(type)) {
    if (isDecorated(method)) warn(`the static method ${type.name}.${String(key)}()`, 'Remove "static".');
  }
  for (const { key, method } of methodsOf(type.prototype)) {
    if (typeof key === 'symbol' && isDecorated(method))
      warn(`the method ${type.name}[${String(key)}]()`, 'Give the method a name that is not a symbol.');
  }
}

function* methodsOf(object: object): Generator<{ readonly key: PropertyKey; readonly method: Function }> {
  for (const key of Reflect.ownKeys(object)) {
    const method: unknown = Reflect.getOwnPropertyDescriptor(object, key)?.value;
    if (typeof method === 'function') yield { key, method };
  }
}
