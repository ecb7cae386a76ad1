import { Module } from '@portico/common';
import { expect, it } from 'vitest';
import { start } from './application.fixture.js';
import { jsonOf } from './event-source.fixture.js';
import type { ApplicationDescription } from './protocol/application.js';

it('describes modules, their providers and controllers, and routes', async () => {
  const { url, port } = await start();
  const description: ApplicationDescription = await jsonOf(fetch(`${url}/application`));
  expect(description.name).toBe('AppModule');
  expect(description.modules.map(({ id, imports, exports }) => [id, imports, exports])).toEqual([
    ['AppModule', ['StoreModule'], []],
    ['StoreModule', [], ['Store']],
  ]);
  const [app, store] = description.modules;
  expect(app?.gateways.map(({ name }) => name)).toEqual(['ChatGateway', 'RoomsGateway']);
  expect(app?.providers).toContainEqual({
    id: 'AppModule/Session',
    name: 'Session',
    scope: 'request',
    static: false,
    kind: 'class',
    exported: false,
    dependencies: ['StoreModule/Store'],
  });
  expect(app?.controllers).toEqual([
    expect.objectContaining({ name: 'CatsController', static: false, dependencies: ['AppModule/Session'] }),
  ]);
  expect(store?.providers.map(({ name, kind, exported }) => [name, kind, exported])).toEqual([
    ['Store', 'class', true],
    ['limit', 'value', false],
  ]);
  expect(description.routes).toEqual([
    {
      method: 'GET',
      path: '/cats/:id',
      controller: 'AppModule/CatsController',
      controllerName: 'CatsController',
      handler: 'find',
    },
  ]);
  expect(description.servers).toMatchObject([
    { adapter: 'IoAdapter', port, path: '/socket.io', namespace: '/chat', parameters: [], protocols: ['socket.io'] },
    { adapter: 'ws', port, path: '/rooms/:room', parameters: ['room'], protocols: ['portico.1', 'ws'] },
  ]);
  const [chat, rooms] = description.servers;
  expect(description.gateways).toEqual([
    {
      id: 'AppModule/ChatGateway',
      name: 'ChatGateway',
      server: chat?.id,
      events: [
        { event: 'join', handler: 'join', defined: false },
        { event: 'broken', handler: 'broken', defined: false },
      ],
    },
    expect.objectContaining({ id: 'AppModule/RoomsGateway', server: rooms?.id }),
  ]);
});

it('serves a document whose channels name their servers', async () => {
  const { url, port } = await start();
  const { servers }: ApplicationDescription = await jsonOf(fetch(`${url}/application`));
  const document = await jsonOf(fetch(`${url}/document`));
  expect(document).toMatchObject({ asyncapi: '3.0.0', info: { title: 'AppModule' } });
  expect(JSON.stringify(document.servers)).toContain(`:${port}`);
  const linked = Object.values<{ 'x-portico-server': string }>(document.channels).map(
    (each) => each['x-portico-server'],
  );
  expect(linked.sort()).toEqual(servers.map(({ id }) => id).sort());
});

it('describes an application without gateways', async () => {
  @Module({})
  class EmptyModule {}
  const { url } = await start({ module: EmptyModule });
  expect(await jsonOf(fetch(`${url}/application`))).toMatchObject({ name: 'EmptyModule', gateways: [], servers: [] });
  expect(await jsonOf(fetch(`${url}/document`))).toMatchObject({ asyncapi: '3.0.0', channels: {} });
});
