/**
 * Forwards calls on the application to members of the adapter that the application itself does not have. If such a
 * member returns the adapter (for chaining), the application is returned instead.
 */
export function forwardToAdapter(application: object, adapter: object): void {
  for (let level: object | null = adapter; level && level !== Object.prototype; level = Object.getPrototypeOf(level)) {
    for (const name of Object.getOwnPropertyNames(level)) {
      if (name in application || name === 'constructor') continue;
      if (typeof Object.getOwnPropertyDescriptor(level, name)?.value !== 'function') continue;
      Object.defineProperty(application, name, {
        configurable: true,
        writable: true,
        value: forwarder(application, adapter, name),
      });
    }
  }
}

function forwarder(application: object, adapter: object, name: string): (...args: unknown[]) => unknown {
  return (...args) => {
    const member: unknown = Reflect.get(adapter, name);
    const result: unknown = typeof member === 'function' ? member.apply(adapter, args) : undefined;
    return result === adapter ? application : result;
  };
}
