import type { ServerPlace } from '@portico/websockets';

/** The declared path and namespace of a server, never values that a client chooses. */
export function placeOf({ path, namespace }: Pick<ServerPlace, 'path' | 'namespace'>): string {
  return `${path ?? ''}${namespace ?? ''}` || '/';
}
