/**
 * Every error that core itself raises, by its code. Each has a section in docs/errors.md, where the
 * title stands under the code; a test keeps both equal.
 */
export const CORE_ERRORS = {
  PORTICO_UNKNOWN_DEPENDENCY: 'A dependency is not available where it is needed',
  PORTICO_UNDEFINED_DEPENDENCY: 'A dependency is imported as undefined',
  PORTICO_CIRCULAR_DEPENDENCY: 'Providers depend on each other in a circle',
  PORTICO_MISSING_TYPES: 'The compiler emitted no types for a constructor',
  PORTICO_UNDEFINED_MODULE: 'An imported module is undefined',
  PORTICO_INVALID_MODULE: 'Something that is no module stands among the imports',
  PORTICO_UNDEFINED_ENTRY: 'A provider or a controller is undefined',
  PORTICO_INVALID_PROVIDER: 'A provider does not say how it is made',
  PORTICO_UNKNOWN_EXPORT: 'A module exports what it does not have',
  PORTICO_SCOPED_PROVIDER: 'A provider without a single instance is asked for as if it had one',
  PORTICO_UNKNOWN_ELEMENT: 'Nothing in the application has this token',
  PORTICO_UNKNOWN_MODULE: 'The application has no such module here',
  PORTICO_INVALID_CLASS: 'Something that is no class is to be instantiated',
  PORTICO_INVALID_ENHANCER: 'A guard, pipe, interceptor or filter lacks its method',
  PORTICO_ABSENT_ENHANCER: 'A global enhancer is null or undefined',
  PORTICO_FACTORY_FAILED: 'A factory failed',
  PORTICO_DUPLICATE_MODULE_NAME: 'Two modules of one name stand in one chain',
  PORTICO_SECOND_COPY: 'A class comes from a second copy of its package',
  PORTICO_SEVERAL_RELEASES: 'Several releases of a package are loaded',
  PORTICO_MISMATCHED_PACKAGE: 'A package does not fit the core',
  PORTICO_INJECT_OUTSIDE: 'inject() is called while nothing is being made',
  PORTICO_INJECT_PENDING: 'inject() asks for something that is not ready yet',
  PORTICO_PENDING_ELEMENT: 'Something is asked for before it is made',
  PORTICO_APPLICATION_CLOSED: 'An application is started after it was closed',
  PORTICO_NO_HTTP_ADAPTER: 'No HTTP platform is installed',
  PORTICO_BROKEN_HTTP_ADAPTER: 'An HTTP platform is installed but does not load',
  PORTICO_NO_MICROSERVICES: 'Microservices are no part of the framework',
  PORTICO_UNSERIALIZABLE_REPLY: 'A handler returned what no reply can be made of',
  PORTICO_INVALID_STATUS: 'A status is given that no reply can have',
  PORTICO_SSE_WITHOUT_STREAM: 'An @Sse() handler did not return an Observable',
  PORTICO_INVALID_MIDDLEWARE: 'Something that is no middleware is applied as one',
  PORTICO_MIDDLEWARE_PATH: 'A path at which middleware is mounted cannot be read',
  PORTICO_ROUTE_CONFLICT: "Two routes are in each other's way",
  PORTICO_INVALID_HTTPS_OPTIONS: 'The key or the certificate of an HTTPS server is wrong',
  PORTICO_UNSERVED_PROVIDER: 'A provider is never started by its transport',
  PORTICO_NOT_LISTENING: 'The URL of an application is asked for while it does not listen',
} as const;

export type CoreErrorCode = keyof typeof CORE_ERRORS;
