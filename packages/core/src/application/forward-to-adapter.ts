/**
 * Lets members of the adapter be called on the application, unless the application has them
 * itself. A member that answers the adapter (for chaining) answers the application.
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
