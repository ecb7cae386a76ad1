import type {
  ApplicationDescription,
  ModuleDescription,
  ProviderDescription,
  ServerDescription,
} from '../../src/protocol.js';

const NAMES = [
  'Users',
  'Auth',
  'Orders',
  'Payments',
  'Invoices',
  'Catalogue',
  'Search',
  'Mail',
  'Chat',
  'Presence',
  'Rooms',
  'Files',
  'Images',
  'Reports',
  'Metrics',
  'Health',
  'Cache',
  'Queue',
  'Jobs',
  'Audit',
  'Locale',
  'Currency',
  'Taxes',
  'Shipping',
  'Stock',
  'Suppliers',
  'Carts',
  'Coupons',
  'Reviews',
  'Support',
  'Tickets',
  'Calendar',
  'Settings',
  'Features',
  'Sessions',
  'Tokens',
  'Webhooks',
  'Database',
  'Config',
] as const;

function provider(module: string, name: string, change: Partial<ProviderDescription> = {}): ProviderDescription {
  return {
    id: `${module}/${name}`,
    name,
    scope: 'singleton',
    static: true,
    kind: 'class',
    exported: false,
    dependencies: [],
    ...change,
  };
}

function moduleOf(name: string, index: number): ModuleDescription {
  const id = `${name}Module`;
  const below = [NAMES[index * 2 + 3], NAMES[index * 2 + 4], index % 5 === 0 ? 'Config' : undefined];
  const imports = [...new Set(below.filter((one) => one !== undefined && one !== name))].map((one) => `${one}Module`);
  const needed = imports.slice(0, 1).map((one) => `${one}/${one.replace('Module', '')}Service`);
  return {
    id,
    name: id,
    global: name === 'Config',
    dynamic: name === 'Database' || name === 'Config',
    imports,
    exports: [`${name}Service`],
    providers: [
      provider(id, `${name}Service`, { exported: true, dependencies: [`${id}/${name}Repository`, ...needed] }),
      provider(id, `${name}Repository`, index % 7 === 0 ? { scope: 'request', static: false } : {}),
      provider(id, `${name}Options`, { kind: index % 2 === 0 ? 'value' : 'factory' }),
      ...(index % 4 === 0
        ? [provider(id, `${name}Guard`, { enhancer: 'guard', dependencies: [`${id}/${name}Service`] })]
        : []),
    ],
    controllers: index % 3 === 0 ? [provider(id, `${name}Controller`, { dependencies: [`${id}/${name}Service`] })] : [],
    gateways:
      name === 'Chat' || name === 'Orders'
        ? [provider(id, `${name}Gateway`, { dependencies: [`${id}/${name}Service`] })]
        : [],
  };
}

const modules: ModuleDescription[] = NAMES.map(moduleOf);

const SERVERS: readonly ServerDescription[] = [
  {
    id: 'ws:/',
    adapter: 'ws',
    port: 3000,
    path: '/',
    parameters: [],
    protocols: ['portico.1', 'ws'],
    gateways: ['ChatGateway'],
  },
  {
    id: 'io:/orders',
    adapter: 'socket.io',
    port: 3000,
    namespace: '/orders',
    parameters: ['shop'],
    protocols: ['socket.io'],
    gateways: ['OrdersGateway'],
  },
  {
    id: 'ws:/tree',
    adapter: 'ws',
    port: 3001,
    path: '/tree',
    parameters: [],
    protocols: ['ws'],
    gateways: ['ChatGateway'],
  },
];

/** An application of 40 modules. */
export function fakeApplication(start: string): ApplicationDescription {
  return {
    name: 'AppModule',
    start,
    modules: [
      {
        id: 'AppModule',
        name: 'AppModule',
        global: false,
        dynamic: false,
        imports: ['UsersModule', 'AuthModule', 'OrdersModule', 'ChatModule', 'HealthModule'],
        exports: [],
        providers: [provider('AppModule', 'AppService')],
        controllers: [],
        gateways: [],
      },
      ...modules,
    ],
    routes: modules.flatMap(({ controllers, name }) =>
      controllers.flatMap((controller) => {
        const path = `/api/${name.replace('Module', '').toLowerCase()}`;
        const route = { controller: controller.id, controllerName: controller.name };
        return [
          { ...route, method: 'GET', path, handler: 'list' },
          { ...route, method: 'GET', path: `${path}/:id`, handler: 'read', versions: ['1', '2'] },
          { ...route, method: 'POST', path, handler: 'create' },
          { ...route, method: 'DELETE', path: `${path}/:id`, handler: 'remove' },
        ];
      }),
    ),
    gateways: [
      {
        id: 'ChatModule/ChatGateway',
        name: 'ChatGateway',
        server: 'ws:/',
        events: [
          { event: 'say', handler: 'say', defined: true },
          { event: 'history', handler: 'history', defined: true },
          { event: 'leave', handler: 'leave', defined: true },
        ],
      },
      {
        id: 'OrdersModule/OrdersGateway',
        name: 'OrdersGateway',
        server: 'io:/orders',
        events: [
          { event: 'place', handler: 'place', defined: true },
          { event: 'track', handler: 'track', defined: false },
        ],
      },
    ],
    servers: SERVERS,
  };
}

export const EMPTY_APPLICATION: ApplicationDescription = {
  name: 'EmptyModule',
  start: 'empty',
  modules: [],
  routes: [],
  gateways: [],
  servers: [],
};
