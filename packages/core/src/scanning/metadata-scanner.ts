/**
 * Lists the methods of classes, including inherited ones.
 *
 * @example
 * const names = scanner.getAllMethodNames(CatsController.prototype); // ['findAll', 'create']
 */
export class MetadataScanner {
  private readonly known = new WeakMap<object, readonly string[]>();

  /**
   * Calls back for every method of a prototype and collects the results, except `null` and `undefined`.
   *
   * @deprecated Use {@link getAllMethodNames}.
   */
  scanFromPrototype<T, R = unknown>(_instance: T, prototype: object | null, callback: (name: string) => R): R[] {
    return this.getAllMethodNames(prototype)
      .map(callback)
      .filter((result) => result !== null && result !== undefined);
  }

  /**
   * Returns the method names of a prototype, one by one.
   *
   * @deprecated Use {@link getAllMethodNames}.
   */
  *getAllFilteredMethodNames(prototype: object | null): IterableIterator<string> {
    yield* this.getAllMethodNames(prototype);
  }

  /**
   * Returns the names of all methods that instances of a class have, its own before inherited ones. The constructor,
   * accessors, symbols and the methods of `Object.prototype` are not included.
   *
   * @param prototype `SomeClass.prototype`; for `null` the list is empty.
   */
  getAllMethodNames(prototype: object | null): string[] {
    if (!prototype) return [];
    let names = this.known.get(prototype);
    if (!names) {
      names = methodNames(prototype);
      this.known.set(prototype, names);
    }
    return [...names];
  }
}

function methodNames(prototype: object): string[] {
  const names = new Set<string>();
  const seen = new Set<string>(['constructor']);
  for (
    let level: object | null = prototype;
    level && level !== Object.prototype;
    level = Object.getPrototypeOf(level)
  ) {
    for (const name of Object.getOwnPropertyNames(level)) {
      if (seen.has(name)) continue;
      seen.add(name);
      if (typeof Object.getOwnPropertyDescriptor(level, name)?.value === 'function') names.add(name);
    }
  }
  return [...names];
}
