import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { INestApplicationContext, Type, WebSocketAdapter } from '@portico/common';
import { webSocketError } from './errors.js';

/** In order of preference; the second name is the one under which an existing application installs it. */
const PLATFORMS = [
  { names: ['@portico/platform-socket.io', '@nestjs/platform-socket.io'], adapter: 'IoAdapter' },
  { names: ['@portico/platform-ws', '@nestjs/platform-ws'], adapter: 'WsAdapter' },
] as const;

/**
 * The adapter for an application that chose none: that of the first platform package that is installed.
 *
 * @throws FrameworkError `PORTICO_WS_NO_ADAPTER` when none is
 */
export async function findDefaultAdapter(
  application: INestApplicationContext,
  load: (name: string) => Promise<unknown> = loadInstalled,
): Promise<WebSocketAdapter> {
  for (const { names, adapter } of PLATFORMS) {
    for (const name of names) {
      const found = (await load(name)) as Record<string, Type<WebSocketAdapter>> | undefined;
      const Adapter = found?.[adapter];
      if (Adapter) return new Adapter(application);
    }
  }
  throw webSocketError(
    'PORTICO_WS_NO_ADAPTER',
    'The application has gateways, but no WebSocket platform is installed.',
    'npm install @portico/platform-socket.io (or @portico/platform-ws), or pass your own adapter to app.useWebSocketAdapter().',
  );
}

/** Looks beside this package first, then from where the application runs. */
async function loadInstalled(name: string): Promise<unknown> {
  try {
    return await import(name);
  } catch (error) {
    if (!isMissing(error, name)) throw error;
  }
  try {
    const resolved = createRequire(join(process.cwd(), 'package.json')).resolve(name);
    return await import(pathToFileURL(resolved).href);
  } catch (error) {
    if (isMissing(error, name)) return undefined;
    throw error;
  }
}

/** A platform that is installed but broken must not look like one that is not. */
function isMissing(error: unknown, name: string): boolean {
  const { code, message } = error as NodeJS.ErrnoException;
  const missing = code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND';
  return missing && message.includes(name);
}
