import { createHash } from 'node:crypto';
import type { GatewayServerStatus } from '@portico/websockets';

type Place = Pick<GatewayServerStatus, 'adapter' | 'port' | 'path' | 'namespace'>;

/** Names a server by its place: the same after the application has been started again. Safe in URLs. */
export function serverId({ adapter, port, path = '', namespace = '' }: Place): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([adapter, port, path, namespace]))
    .digest('base64url');
  return `${adapter.replace(/[^\w.-]/g, '')}-${digest.slice(0, 8)}`;
}

/** Where a server is, for people. */
export function describePlace({ port, path = '/', namespace }: Place): string {
  const where = namespace ? `${namespace} at ${path}` : path;
  return port === 0 ? where : `${where} on port ${port}`;
}
