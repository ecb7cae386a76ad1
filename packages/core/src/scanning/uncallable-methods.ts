import type { Logger } from '@portico/common';

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
  const warn = (method: string, remedy: string): void =>
    logger.warn(`${decorator} on ${method} has no effect. How to fix it: ${remedy}.`);
  for (const { key, method } of methodsOf(type)) {
    if (isDecorated(method)) warn(`the static method ${type.name}.${String(key)}()`, 'remove "static"');
  }
  for (const { key, method } of methodsOf(type.prototype)) {
    if (typeof key === 'symbol' && isDecorated(method))
      warn(`the method ${type.name}[${String(key)}]()`, 'give the method a name that is not a symbol');
  }
}

function* methodsOf(object: object): Generator<{ readonly key: PropertyKey; readonly method: Function }> {
  for (const key of Reflect.ownKeys(object)) {
    const method: unknown = Reflect.getOwnPropertyDescriptor(object, key)?.value;
    if (typeof method === 'function') yield { key, method };
  }
}
