import type { ConnectMiddleware, MountPath } from '@portico/core/adapters';

/** What `use()` is called with: handlers and lists of handlers, at first a path if there is one. */
export type UseArguments = (MountPath | ConnectMiddleware | ConnectMiddleware[])[];

/** Separates the path of `use(path, handler)` from the handlers. */
export function readUseArguments(args: UseArguments): {
  readonly path: MountPath | undefined;
  readonly handlers: ConnectMiddleware[];
} {
  const [first, ...others] = args;
  const mounted = isMountPath(first);
  // What is not a path is middleware, as in the documented signatures.
  const handlers = (mounted ? others : args).flat() as ConnectMiddleware[];
  return { path: mounted ? first : undefined, handlers };
}

function isMountPath(value: unknown): value is MountPath {
  const [first] = [value].flat();
  return typeof first === 'string' || first instanceof RegExp;
}
