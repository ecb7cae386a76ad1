import { createHash } from 'node:crypto';
import type { GatewayServerStatus } from '@portico/websockets';

type Place = Pick<GatewayServerStatus, 'adapter' | 'port' | 'path' | 'namespace'>;

/** Makes the id of a server from its place, so that it stays the same when the application is started again. It is safe in URLs. */
export function serverId({ adapter, port, path = '', namespace = '' }: Place): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([adapter, port, path, namespace]))
    .digest('base64url');
  return `${adapter.replace(/[^\w.-]/g, '')}-${digest.slice(0, 8)}`;
}

/** Describes the place of a server for the page. */
export function describePlace({ port, path = '/', namespace }: Place): string {
  const where = namespace ? `${namespace} at ${path}` : path;
  return port === 0 ? where : `${where} on port ${port}`;
}
