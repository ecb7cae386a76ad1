type Method = (...args: unknown[]) => unknown;

/**
 * Wraps an object: the result behaves like it, but its methods are called by a function, which returns what the caller gets. The
 * given object stays as it is.
 *
 * @param call called with a function that runs the method, and with the name of the method
 */
export function wrapMethods<T extends object>(target: T, call: (run: () => unknown, name: unknown) => unknown): T {
  const methods = new Map<unknown, Method>();

  function wrap(method: Function, name: unknown): Method {
    return (...args) => {
      // Clients of databases have private fields, which a proxy does not have.
      const result = call(() => Reflect.apply(method, target, args), name);
      return result === target ? wrapped : result;
    };
  }

  const wrapped = new Proxy(target, {
    get(object, name) {
      const value: unknown = Reflect.get(object, name, object);
      if (typeof value !== 'function' || name === 'constructor') return value;
      let method = methods.get(value);
      if (!method) {
        method = wrap(value, name);
        methods.set(value, method);
      }
      return method;
    },
    set: (object, name, value) => Reflect.set(object, name, value),
  });
  return wrapped;
}
