/** `@portico/core/errors/exceptions/*`: the classes that applications and their tests catch by `instanceof`. */
import { isFrameworkError } from '@portico/common/internal';

/**
 * The base of the classes below. The framework throws none of them itself: its errors are instances of the class that
 * their `counterpart` names, whichever copy of the package has thrown them.
 *
 * @example
 * if (error instanceof UnknownElementException) return undefined;
 * await expect(app.resolve('nothing')).rejects.toThrow(UnknownElementException);
 */
export class RuntimeException extends Error {
  /** The name of the class that an error has to name; `undefined` on the base class, which matches all of them. */
  protected static readonly exception: string | undefined = undefined;

  /** Returns the message of the error. */
  what(): string {
    return this.message;
  }
}

Object.defineProperty(RuntimeException, Symbol.hasInstance, {
  value(this: typeof RuntimeException, value: unknown): boolean {
    if (Function.prototype[Symbol.hasInstance].call(this, value)) return true;
    const name = isFrameworkError(value) ? value.counterpart?.exception : undefined;
    // A class that an application derives has no such name, so no error of ours is an instance of it.
    if (name === undefined || !Object.hasOwn(this, 'exception')) return false;
    const exception: unknown = Reflect.get(this, 'exception');
    return exception === undefined || exception === name;
  },
});

/** Providers depend on each other: `PORTICO_CIRCULAR_DEPENDENCY`. */
export class CircularDependencyException extends RuntimeException {
  protected static override readonly exception = 'CircularDependencyException';
}

/** `moduleRef.create()` got something that is not a class: `PORTICO_INVALID_CLASS`. */
export class InvalidClassException extends RuntimeException {
  protected static override readonly exception = 'InvalidClassException';
}

/** A provider, a controller or a filter among the imports: `PORTICO_INVALID_MODULE`. */
export class InvalidClassModuleException extends RuntimeException {
  protected static override readonly exception = 'InvalidClassModuleException';
}

/** `get()` of a transient or request-scoped provider: `PORTICO_SCOPED_PROVIDER`. */
export class InvalidClassScopeException extends RuntimeException {
  protected static override readonly exception = 'InvalidClassScopeException';
}

/** A guard, pipe, interceptor or filter without its method: `PORTICO_INVALID_ENHANCER`. */
export class InvalidEnhancerException extends RuntimeException {
  protected static override readonly exception = 'InvalidEnhancerException';
}

/** Middleware without its method: `PORTICO_INVALID_MIDDLEWARE`. */
export class InvalidMiddlewareException extends RuntimeException {
  protected static override readonly exception = 'InvalidMiddlewareException';
}

/** A value among the imports that is not a module: `PORTICO_INVALID_MODULE`. */
export class InvalidModuleException extends RuntimeException {
  protected static override readonly exception = 'InvalidModuleException';
}

/** A provider without one of its four forms: `PORTICO_INVALID_PROVIDER`. */
export class InvalidProviderException extends RuntimeException {
  protected static override readonly exception = 'InvalidProviderException';
}

/** `moduleRef.create()` without the context that it needs: `PORTICO_SCOPED_PROVIDER`. */
export class RequestScopedCreateException extends RuntimeException {
  protected static override readonly exception = 'RequestScopedCreateException';
}

/** A dependency that is undefined: `PORTICO_UNDEFINED_DEPENDENCY`. */
export class UndefinedDependencyException extends RuntimeException {
  protected static override readonly exception = 'UndefinedDependencyException';
}

/** A provider or a controller that is undefined: `PORTICO_UNDEFINED_ENTRY`. */
export class UndefinedModuleEntryException extends RuntimeException {
  protected static override readonly exception = 'UndefinedModuleEntryException';
}

/** An import that is undefined: `PORTICO_UNDEFINED_MODULE`. */
export class UndefinedModuleException extends RuntimeException {
  protected static override readonly exception = 'UndefinedModuleException';
}

/** A dependency that is not available: `PORTICO_UNKNOWN_DEPENDENCY` and its special cases. */
export class UnknownDependenciesException extends RuntimeException {
  protected static override readonly exception = 'UnknownDependenciesException';
}

/** `get()` or `resolve()` of a token that nothing provides: `PORTICO_UNKNOWN_ELEMENT`. */
export class UnknownElementException extends RuntimeException {
  protected static override readonly exception = 'UnknownElementException';
}

/** An export that the module does not have: `PORTICO_UNKNOWN_EXPORT`. */
export class UnknownExportException extends RuntimeException {
  protected static override readonly exception = 'UnknownExportException';
}

/** `select()` of a module that the application does not have: `PORTICO_UNKNOWN_MODULE`. */
export class UnknownModuleException extends RuntimeException {
  protected static override readonly exception = 'UnknownModuleException';
}

/** No error of Portico is one: a filter without its method is an `InvalidEnhancerException`. */
export class InvalidExceptionFilterException extends RuntimeException {
  protected static override readonly exception = 'InvalidExceptionFilterException';
}

/** No error of Portico is one. */
export class InvalidMiddlewareConfigurationException extends RuntimeException {
  protected static override readonly exception = 'InvalidMiddlewareConfigurationException';
}

/** No error of Portico is one: see `UndefinedDependencyException` and `UndefinedModuleException`. */
export class UndefinedForwardRefException extends RuntimeException {
  protected static override readonly exception = 'UndefinedForwardRefException';
}

/** A class in `controllers` has no `@Controller()`: `PORTICO_UNDECORATED_CONTROLLER`. */
export class UnknownRequestMappingException extends RuntimeException {
  protected static override readonly exception = 'UnknownRequestMappingException';
}
