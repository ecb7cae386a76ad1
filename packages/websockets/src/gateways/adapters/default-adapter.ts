import { type INestApplicationContext, Logger, type Type, type WebSocketAdapter } from '@portico/common';
import {
  errorMessage,
  type FoundPlatform,
  findPlatform,
  type PlatformLoader,
  type PlatformSearch,
  platformLoader,
} from '@portico/common/internal';
import { webSocketError } from '../../errors.js';

const SEARCH: PlatformSearch<Type<WebSocketAdapter>> = {
  platforms: [
    { names: ['@portico/platform-socket.io', '@nestjs/platform-socket.io'], adapter: 'IoAdapter' },
    { names: ['@portico/platform-ws', '@nestjs/platform-ws'], adapter: 'WsAdapter' },
  ],
  isAdapter: (exported): exported is Type<WebSocketAdapter> => typeof exported === 'function',
  broken: brokenAdapter,
};

const NODE = platformLoader((specifier) => import(/* @vite-ignore */ specifier), import.meta.url);

type FoundAdapter = FoundPlatform<Type<WebSocketAdapter>>;

/**
 * Returns the adapter of an application without an explicit one: that of the first installed platform package. If
 * another one is also installed, the log says which one is used and how to choose.
 *
 * @throws FrameworkError `PORTICO_WS_NO_ADAPTER` if none is installed, `PORTICO_WS_BROKEN_ADAPTER` if one is but does not
 *   load
 */
export async function findDefaultAdapter(
  application: INestApplicationContext,
  loader: PlatformLoader = NODE,
  logger: Pick<Logger, 'log'> = new Logger('WebSockets'),
): Promise<WebSocketAdapter> {
  const found = await findPlatform(SEARCH, loader);
  if (found === undefined) throw noAdapter();
  if (found.other) logger.log(describeChoice(found.name, found.other));
  return new found.Adapter(application);
}

function describeChoice(chosen: string, other: NonNullable<FoundAdapter['other']>): string {
  return `The gateways run on ${chosen}, because the application has not set an adapter. To use ${other.name}, call app.useWebSocketAdapter(new ${other.adapter}(app)).`;
}

function noAdapter(): Error {
  return webSocketError(
    'PORTICO_WS_NO_ADAPTER',
    'The application has gateways, but no WebSocket platform is installed.',
    'npm install @portico/platform-socket.io (or @portico/platform-ws), or pass your own adapter to app.useWebSocketAdapter().',
  );
}

function brokenAdapter(platform: string, cause: unknown): Error {
  return webSocketError(
    'PORTICO_WS_BROKEN_ADAPTER',
    `${platform} is installed but cannot be loaded: ${errorMessage(cause)}`,
    'Install its peer dependencies, which its README lists, or pass your own adapter to app.useWebSocketAdapter().',
    cause,
  );
}
