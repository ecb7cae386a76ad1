import { type INestApplicationContext, Logger, type Type, type WebSocketAdapter } from '@portico/common';
import {
  BrokenPlatform,
  type FoundPlatform,
  findPlatform,
  type Platform,
  type PlatformLoader,
  platformLoader,
} from '@portico/common/internal';
import { webSocketError } from '../../errors.js';

const PLATFORMS: readonly Platform[] = [
  { names: ['@portico/platform-socket.io', '@nestjs/platform-socket.io'], adapter: 'IoAdapter' },
  { names: ['@portico/platform-ws', '@nestjs/platform-ws'], adapter: 'WsAdapter' },
];

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
  const found = await find(loader);
  if (found === undefined) throw noAdapter();
  if (found.other) logger.log(describeChoice(found.name, found.other));
  return new found.Adapter(application);
}

async function find(loader: PlatformLoader): Promise<FoundAdapter | undefined> {
  try {
    return await findPlatform(PLATFORMS, isAdapterClass, loader);
  } catch (error) {
    throw error instanceof BrokenPlatform ? brokenAdapter(error) : error;
  }
}

function isAdapterClass(exported: unknown): exported is Type<WebSocketAdapter> {
  return typeof exported === 'function';
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

function brokenAdapter({ platform, message, cause }: BrokenPlatform): Error {
  return webSocketError(
    'PORTICO_WS_BROKEN_ADAPTER',
    `${platform} is installed but cannot be loaded: ${message}`,
    'Install its peer dependencies, which its README lists, or pass your own adapter to app.useWebSocketAdapter().',
    cause,
  );
}
