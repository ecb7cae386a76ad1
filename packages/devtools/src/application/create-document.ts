import type { AsyncApiDocument, PorticoChannel } from '@portico/asyncapi';
import type { INestApplicationContext } from '@portico/common';
import { SERVER_EXTENSION } from '../protocol.js';
import type { OwnServers } from './own-servers.js';

/**
 * Creates the AsyncAPI document of an application. Each channel has the id of the server to which the page connects. A warning is logged
 * for each part that cannot be described.
 */
export async function createDocument(
  app: INestApplicationContext,
  title: string,
  servers: OwnServers,
): Promise<AsyncApiDocument> {
  // Loaded only when a page requests the document.
  const { AsyncApiModule } = await import('@portico/asyncapi');
  const document = AsyncApiModule.createDocument(app, { title });
  const channels = Object.entries(document.channels).map(([name, channel]) => {
    const server = serverOf(channel['x-portico'], servers);
    return [name, server === undefined ? channel : { ...channel, [SERVER_EXTENSION]: server }] as const;
  });
  return { ...document, channels: Object.fromEntries(channels) };
}

function serverOf({ gateways, path }: PorticoChannel, servers: OwnServers): string | undefined {
  const candidates = servers.all().filter(({ status }) => gateways.every((name) => status.gateways.includes(name)));
  return (candidates.find(({ status }) => status.path === path) ?? candidates[0])?.id;
}
