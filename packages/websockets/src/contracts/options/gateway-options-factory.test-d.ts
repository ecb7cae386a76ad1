import { WebSocketGateway } from '../../index.js';

class Config {
  readonly port: number = 1;
  get(key: 'path'): string;
  get(key: 'origins'): string[];
  get(key: string): unknown {
    return key;
  }
}

@WebSocketGateway({
  inject: [Config, { token: Config, optional: true }, 'TOKEN'],
  useFactory: (config, other, token) => {
    const known: Config = config;
    // @ts-expect-error it may be absent
    const absent: Config = other;
    const anything: number = token;
    return { port: known.port, path: config.get('path'), origins: config.get('origins'), absent, anything };
  },
})
export class Typed {}

@WebSocketGateway({ inject: [Config], useFactory: async (config: Config) => ({ path: config.get('path') }) })
export class Later {}

@WebSocketGateway({ useFactory: () => ({ namespace: /^\/room-\d+$/, dispatch: { concurrency: 1 } }) })
export class WithoutDependencies {}

// @ts-expect-error a path is text
@WebSocketGateway({ useFactory: () => ({ path: 1 }) })
export class NoText {}

// @ts-expect-error a port is a number
@WebSocketGateway({ inject: [Config], useFactory: (config) => ({ port: config.get('path') }) })
export class NoNumber {}

// @ts-expect-error the factory is called with a Config
@WebSocketGateway({ inject: [Config], useFactory: (text: string) => ({ path: text }) })
export class OtherParameter {}

// @ts-expect-error only what is injected is passed
@WebSocketGateway({ inject: [], useFactory: (config: Config) => ({ path: config.get('path') }) })
export class NothingInjected {}

// @ts-expect-error it returns options
@WebSocketGateway({ useFactory: () => 'path' })
export class NoOptions {}

interface OwnOptions {
  path: string;
  other: boolean;
}
const own: OwnOptions = { path: '/', other: true };
const open: Record<string, unknown> = {};

@WebSocketGateway<OwnOptions>(own)
export class Own {}

@WebSocketGateway(8080, open)
export class Open {}
