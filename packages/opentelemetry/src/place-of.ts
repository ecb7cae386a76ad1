import type { ServerPlace } from '@portico/websockets';

/** The path and namespace of a server, as they were declared: never what a client has chosen. */
export function placeOf({ path, namespace }: Pick<ServerPlace, 'path' | 'namespace'>): string {
  return `${path ?? ''}${namespace ?? ''}` || '/';
}
