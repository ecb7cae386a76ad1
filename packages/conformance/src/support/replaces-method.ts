/** Replaces the method by a function that calls it, as decorators do that measure or trace a method. */
export function ReplacesMethod(): MethodDecorator {
  return (_target, _key, descriptor) => {
    const method: unknown = descriptor.value;
    if (typeof method !== 'function') throw new Error('It is for methods.');
    const value = function (this: unknown, ...given: unknown[]): unknown {
      return method.apply(this, given);
    };
    Object.assign(descriptor, { value });
  };
}
