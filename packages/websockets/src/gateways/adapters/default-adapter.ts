import { pathToFileURL } from 'node:url';
import { type INestApplicationContext, Logger, type Type, type WebSocketAdapter } from '@portico/common';
import { isObjectOrFunction, isPackageAbsent, packageResolvers, resolvePackage } from '@portico/common/internal';
import { webSocketError } from '../../errors.js';

/** In order of preference; the second name is the alias under which migrated applications install it. */
const PLATFORMS = [
  { names: ['@portico/platform-socket.io', '@nestjs/platform-socket.io'], adapter: 'IoAdapter' },
  { names: ['@portico/platform-ws', '@nestjs/platform-ws'], adapter: 'WsAdapter' },
] as const;

/** How packages are loaded; replaced in tests. */
export interface InstalledPackages {
  /** The exports of a package; `undefined` if it is not installed. */
  load(name: string): Promise<unknown>;
  isInstalled(name: string): boolean;
}

const INSTALLED: InstalledPackages = {
  load: loadInstalled,
  isInstalled: (name) => packageResolvers(import.meta.url).some((resolver) => resolvePackage(resolver, name)),
};

/**
 * Returns the adapter of an application without an explicit one: that of the first installed platform package. If
 * another one is also installed, the log says which one is used and how to choose.
 *
 * @throws FrameworkError `PORTICO_WS_NO_ADAPTER` if none is installed
 */
export async function findDefaultAdapter(
  application: INestApplicationContext,
  packages: InstalledPackages = INSTALLED,
  logger: Pick<Logger, 'log'> = new Logger('WebSockets'),
): Promise<WebSocketAdapter> {
  for (const platform of PLATFORMS) {
    for (const name of platform.names) {
      const found = await packages.load(name);
      const Adapter = isObjectOrFunction(found) ? found[platform.adapter] : undefined;
      if (!isAdapterClass(Adapter)) continue;
      const other = PLATFORMS.find((each) => each !== platform);
      const otherName = other?.names.find((each) => packages.isInstalled(each));
      if (other && otherName) logger.log(describeChoice(name, otherName, other.adapter));
      return new Adapter(application);
    }
  }
  throw webSocketError(
    'PORTICO_WS_NO_ADAPTER',
    'The application has gateways, but no WebSocket platform is installed.',
    'npm install @portico/platform-socket.io (or @portico/platform-ws), or pass your own adapter to app.useWebSocketAdapter().',
  );
}

function describeChoice(chosen: string, other: string, adapter: string): string {
  return `The gateways run on ${chosen}, because the application has not set an adapter. To use ${other}, call app.useWebSocketAdapter(new ${adapter}(app)).`;
}

function isAdapterClass(value: unknown): value is Type<WebSocketAdapter> {
  return typeof value === 'function';
}

/** A platform that is installed but cannot be loaded must not look like one that is not installed. */
async function loadInstalled(name: string): Promise<unknown> {
  try {
    return await import(name);
  } catch (error) {
    if (!isPackageAbsent(name, error)) throw error;
  }
  for (const resolver of packageResolvers(import.meta.url)) {
    const path = resolvePackage(resolver, name);
    if (path) return import(pathToFileURL(path).href);
  }
  return undefined;
}
