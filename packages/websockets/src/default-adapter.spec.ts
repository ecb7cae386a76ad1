import type { INestApplicationContext } from '@portico/common';
import { expect, it } from 'vitest';
import { findDefaultAdapter } from './default-adapter.js';

class IoAdapter {
  constructor(readonly application: unknown) {}
}
class WsAdapter extends IoAdapter {}

const application = {} as INestApplicationContext;
const installed = (packages: Record<string, unknown>) => async (name: string) => packages[name];

it('prefers socket.io, then ws', async () => {
  const both = { '@portico/platform-socket.io': { IoAdapter }, '@portico/platform-ws': { WsAdapter } };
  const found = await findDefaultAdapter(application, installed(both));
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

it('says what to install when there is none', async () => {
  await expect(findDefaultAdapter(application, installed({}))).rejects.toMatchObject({
    code: 'PORTICO_WS_NO_ADAPTER',
    remedy: expect.stringContaining('npm install @portico/platform-socket.io'),
  });
});

it('does not hide a platform that is installed but broken', async () => {
  const broken = async () => {
    throw new Error('broken');
  };
  await expect(findDefaultAdapter(application, broken)).rejects.toThrow('broken');
});
