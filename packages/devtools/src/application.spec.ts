import { expect, it } from 'vitest';
import { start } from './application.fixture.js';
import { jsonOf } from './event-source.fixture.js';
import type { ApplicationDescription } from './protocol.js';

it('describes modules, what they make, and routes', async () => {
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
    { adapter: 'IoAdapter', port, path: '/socket.io', namespace: '/chat', parameters: [] },
    { adapter: 'ws', port, path: '/rooms/:room', parameters: ['room'] },
  ]);
});
