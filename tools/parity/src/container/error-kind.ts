/** The kind of an error, equal on both frameworks, whose classes and messages differ. */
export function errorKind(error: unknown): string {
  if (!(error instanceof Error)) return `thrown: ${String(error)}`;
  const code = (error as { code?: unknown }).code;
  const cause = error.cause;
  if (code === 'PORTICO_FACTORY_FAILED' && cause instanceof Error) return errorKind(cause);
  if (error.message.startsWith('boom ')) return error.message;
  const name = typeof code === 'string' ? code : error.constructor.name;
  return KINDS[name] ?? `${name}: ${error.message.slice(0, 200)}`;
}

const KINDS: Readonly<Record<string, string>> = {
  PORTICO_UNKNOWN_DEPENDENCY: 'unknown dependency',
  PORTICO_DUPLICATE_MODULE_NAME: 'unknown dependency',
  UnknownDependenciesException: 'unknown dependency',
  PORTICO_UNDEFINED_DEPENDENCY: 'undefined dependency',
  UndefinedDependencyException: 'undefined dependency',
  PORTICO_CIRCULAR_DEPENDENCY: 'circular dependency',
  CircularDependencyException: 'circular dependency',
  PORTICO_UNKNOWN_EXPORT: 'unknown export',
  UnknownExportException: 'unknown export',
  PORTICO_UNKNOWN_ELEMENT: 'unknown element',
  UnknownElementException: 'unknown element',
  PORTICO_SCOPED_PROVIDER: 'scoped provider',
  InvalidClassScopeException: 'scoped provider',
  RequestScopedCreateException: 'scoped provider',
  PORTICO_INVALID_CLASS: 'invalid class',
  InvalidClassException: 'invalid class',
  PORTICO_UNDEFINED_MODULE: 'undefined module',
  UndefinedModuleException: 'undefined module',
  PORTICO_INVALID_MODULE: 'invalid module',
  InvalidModuleException: 'invalid module',
  PORTICO_UNKNOWN_MODULE: 'unknown module',
  UnknownModuleException: 'unknown module',
};
