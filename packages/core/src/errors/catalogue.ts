/**
 * Every error that core itself raises, by its code. Each has a section in docs/errors.md, where the
 * title stands under the code; a test keeps both equal.
 */
export const CORE_ERRORS = {
  PORTICO_UNKNOWN_DEPENDENCY: 'A dependency is not available where it is needed',
  PORTICO_UNDEFINED_DEPENDENCY: 'A dependency is imported as undefined',
  PORTICO_CIRCULAR_DEPENDENCY: 'Providers form a circular dependency',
  PORTICO_MISSING_TYPES: 'The compiler emitted no parameter types for a constructor',
  PORTICO_UNDEFINED_MODULE: 'An imported module is undefined',
  PORTICO_INVALID_MODULE: 'An entry of "imports" is not a module',
  PORTICO_UNDEFINED_ENTRY: 'A provider or a controller is undefined',
  PORTICO_INVALID_PROVIDER: 'A provider definition is incomplete',
  PORTICO_UNKNOWN_EXPORT: 'A module exports what it does not have',
  PORTICO_SCOPED_PROVIDER: 'A scoped provider is requested as a singleton',
  PORTICO_UNKNOWN_ELEMENT: 'No provider is registered under this token',
  PORTICO_UNKNOWN_MODULE: 'The selected module is not part of the application',
  PORTICO_INVALID_CLASS: 'A value that is not a class cannot be instantiated',
  PORTICO_INVALID_ENHANCER: 'A guard, pipe, interceptor or filter lacks its method',
  PORTICO_ABSENT_ENHANCER: 'A global enhancer is null or undefined',
  PORTICO_FACTORY_FAILED: 'A factory failed',
  PORTICO_DUPLICATE_MODULE_NAME: 'Two different modules have the same name',
  PORTICO_SECOND_COPY: 'A class comes from a second copy of its package',
  PORTICO_SEVERAL_RELEASES: 'Several releases of a package are loaded',
  PORTICO_MISMATCHED_PACKAGE: 'A package does not match the version of core',
  PORTICO_INJECT_OUTSIDE: 'inject() is called outside an injection context',
  PORTICO_INJECT_PENDING: 'inject() requests a provider that is not ready yet',
  PORTICO_PENDING_ELEMENT: 'A provider is requested before it has been created',
  PORTICO_APPLICATION_CLOSED: 'An application is started after it was closed',
  PORTICO_NO_HTTP_ADAPTER: 'No HTTP platform is installed',
  PORTICO_BROKEN_HTTP_ADAPTER: 'An HTTP platform is installed but cannot be loaded',
  PORTICO_NO_MICROSERVICES: 'Microservices are not supported',
  PORTICO_UNSERIALIZABLE_REPLY: 'A handler returned a value that cannot be sent',
  PORTICO_INVALID_STATUS: 'A response status is invalid',
  PORTICO_SSE_WITHOUT_STREAM: 'An @Sse() handler did not return an Observable',
  PORTICO_INVALID_MIDDLEWARE: 'A value that is not middleware is applied as middleware',
  PORTICO_MIDDLEWARE_PATH: 'The path of a middleware is invalid',
  PORTICO_ROUTE_CONFLICT: 'Two routes conflict',
  PORTICO_INVALID_HTTPS_OPTIONS: 'The key or certificate of an HTTPS server is invalid',
  PORTICO_UNSERVED_PROVIDER: 'A provider is not started by its transport',
  PORTICO_NOT_LISTENING: 'The URL of an application is requested while it is not listening',
} as const;

export type CoreErrorCode = keyof typeof CORE_ERRORS;
