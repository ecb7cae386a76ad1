import type { INestApplicationContext } from '@portico/common';
import type { PlatformLoader } from '@portico/common/internal';
import { expect, it, vi } from 'vitest';
import { findDefaultAdapter } from './default-adapter.js';

class IoAdapter {
  constructor(readonly application: unknown) {}
}
class WsAdapter extends IoAdapter {}

const application = {} as INestApplicationContext;

function notFound(name: string): Error {
  return Object.assign(new Error(`Cannot find package '${name}' imported from /app/main.js`), {
    code: 'ERR_MODULE_NOT_FOUND',
  });
}

/** Packages by name, of which the application sees all. */
function installed(packages: Record<string, unknown>): PlatformLoader {
  const load = (name: string): unknown => {
    const exported = packages[name];
    if (exported === undefined) throw notFound(name);
    if (exported instanceof Error) throw exported;
    return exported;
  };
  const resolve = (name: string): string => {
    if (!(name in packages)) throw notFound(name);
    return `/app/node_modules/${name}`;
  };
  return {
    import: async (specifier) => load(specifier),
    resolvers: () => [{ resolve: Object.assign(resolve, { paths: () => [] }) }],
  };
}

it('prefers socket.io, then ws', async () => {
  const both = { '@portico/platform-socket.io': { IoAdapter }, '@portico/platform-ws': { WsAdapter } };
  const found = await findDefaultAdapter(application, installed(both), { log: vi.fn() });
  expect(found).toBeInstanceOf(IoAdapter);
  expect(found).not.toBeInstanceOf(WsAdapter);
  expect((found as unknown as IoAdapter).application).toBe(application);
  const onlyWs = { '@portico/platform-ws': { WsAdapter } };
  expect(await findDefaultAdapter(application, installed(onlyWs))).toBeInstanceOf(WsAdapter);
});

it('finds platforms under the names of an existing application', async () => {
  expect(await findDefaultAdapter(application, installed({ '@nestjs/platform-ws': { WsAdapter } }))).toBeInstanceOf(
    WsAdapter,
  );
});

it('says what to install if there is none', async () => {
  await expect(findDefaultAdapter(application, installed({}))).rejects.toMatchObject({
    code: 'PORTICO_WS_NO_ADAPTER',
    remedy: expect.stringContaining('npm install @portico/platform-socket.io'),
  });
});

it.each([
  ['throws while it is loaded', new Error('broken')],
  ['has a dependency that is missing', notFound('socket.io')],
  ['exports no adapter', {}],
])('says which platform cannot be loaded: one that %s', async (_what, exported) => {
  await expect(
    findDefaultAdapter(application, installed({ '@portico/platform-socket.io': exported })),
  ).rejects.toMatchObject({
    code: 'PORTICO_WS_BROKEN_ADAPTER',
    message: expect.stringContaining('@portico/platform-socket.io is installed but cannot be loaded'),
  });
});

it('logs its choice if both are installed', async () => {
  const log = vi.fn();
  const socketIo = { '@portico/platform-socket.io': { IoAdapter } };
  await findDefaultAdapter(application, installed(socketIo), { log });
  expect(log).not.toHaveBeenCalled();
  await findDefaultAdapter(application, installed({ ...socketIo, '@nestjs/platform-ws': {} }), { log });
  expect(log).toHaveBeenCalledExactlyOnceWith(
    'The gateways run on @portico/platform-socket.io, because the application has not set an adapter. To use @nestjs/platform-ws, call app.useWebSocketAdapter(new WsAdapter(app)).',
  );
});
