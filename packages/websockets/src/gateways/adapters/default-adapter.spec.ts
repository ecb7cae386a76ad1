import type { INestApplicationContext } from '@portico/common';
import { expect, it, vi } from 'vitest';
import { findDefaultAdapter } from './default-adapter.js';

class IoAdapter {
  constructor(readonly application: unknown) {}
}
class WsAdapter extends IoAdapter {}

const application = {} as INestApplicationContext;
const installed = (packages: Record<string, unknown>) => ({
  load: async (name: string) => packages[name],
  isInstalled: (name: string) => name in packages,
});

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

it('throws the error of an installed platform that fails to load', async () => {
  const broken = {
    load: () => Promise.reject(new Error('broken')),
    isInstalled: () => true,
  };
  await expect(findDefaultAdapter(application, broken)).rejects.toThrow('broken');
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
