import { forwardRef, Inject, Injectable, Scope } from '@portico/common';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type ContextId,
  ContextIdFactory,
  type ContextIdStrategy,
  contextStoreOf,
  createContextId,
} from '../container/context-id.js';
import { REQUEST } from '../container/core-tokens.js';
import { boot } from './boot.fixture.js';

interface TenantRequest {
  readonly tenant: string;
}

class ByTenant implements ContextIdStrategy<TenantRequest> {
  private readonly tenants = new Map<string, ContextId>();

  attach(contextId: ContextId, request: TenantRequest) {
    let parent = this.tenants.get(request.tenant);
    if (!parent) {
      parent = createContextId();
      this.tenants.set(request.tenant, parent);
    }
    const tenant = parent;
    return {
      resolve: ({ isTreeDurable }: { isTreeDurable: boolean }) => (isTreeDurable ? tenant : contextId),
      payload: { tenantId: request.tenant },
    };
  }
}

@Injectable({ scope: Scope.REQUEST, durable: true })
class Connection {
  constructor(@Inject(REQUEST) readonly payload: unknown) {}
}
@Injectable()
class Repository {
  constructor(readonly connection: Connection) {}
}
@Injectable({ scope: Scope.REQUEST })
class Session {
  constructor(
    @Inject(REQUEST) readonly request: unknown,
    readonly repository: Repository,
  ) {}
}
@Injectable()
class Mixed {
  constructor(
    readonly session: Session,
    readonly connection: Connection,
  ) {}
}

const app = { module: class App {}, providers: [Connection, Repository, Session, Mixed] };

afterEach(() => ContextIdFactory.apply({ attach: () => undefined }));

describe('durable providers', () => {
  it('make dependents durable that have no request-scoped dependencies', async () => {
    const { record } = await boot(app);
    expect(
      [Connection, Repository, Session, Mixed].map((token) => record<object>(token).isDependencyTreeDurable()),
    ).toEqual([true, true, false, false]);
  });

  it('are created in the context of the strategy, with its payload as REQUEST', async () => {
    ContextIdFactory.apply(new ByTenant());
    const { record, resolver } = await boot(app);
    const [first, second, other] = ['acme', 'acme', 'umbrella'].map(
      (tenant) => resolver.resolve(record(Session), resolver.openContext({ tenant })) as Session,
    ) as [Session, Session, Session];
    expect(first).not.toBe(second);
    expect(first.request).toEqual({ tenant: 'acme', tenantId: 'acme' });
    expect(first.repository).toBe(second.repository);
    expect(first.repository.connection.payload).toEqual({ tenantId: 'acme' });
    expect(other.repository).not.toBe(first.repository);
    expect(other.repository.connection.payload).toEqual({ tenantId: 'umbrella' });
  });

  it('also add the payload to the request of other providers, unless all providers are durable', async () => {
    ContextIdFactory.apply(new ByTenant());
    const { record, resolver } = await boot(app);
    const request: Record<string, unknown> = { tenant: 'acme' };
    const context = resolver.openContext(request);
    const mixed = resolver.resolve(record(Mixed), context) as Mixed;
    expect(mixed.session.request).toBe(request);
    expect(mixed.connection.payload).toEqual({ tenantId: 'acme' });
    expect(request).toEqual({ tenant: 'acme', tenantId: 'acme' });

    const untouched = { tenant: 'acme' };
    resolver.openContext(untouched, true);
    expect(untouched).toEqual({ tenant: 'acme' });
    const frozen = Object.freeze({ tenant: 'acme' });
    expect((resolver.resolve(record(Session), resolver.openContext(frozen)) as Session).request).toBe(frozen);
  });

  it('that are created later receive the payload of their request', async () => {
    @Injectable({ scope: Scope.REQUEST, durable: true })
    class Early {
      constructor(@Inject(REQUEST) readonly payload: unknown) {}
    }
    @Injectable({ scope: Scope.REQUEST, durable: true })
    class Late {
      constructor(@Inject(REQUEST) readonly payload: unknown) {}
    }
    const parent = createContextId();
    let count = 0;
    ContextIdFactory.apply({
      attach: (contextId) => ({
        resolve: (info) => (info.isTreeDurable ? parent : contextId),
        payload: { n: ++count },
      }),
    });
    const { record, resolver } = await boot({ module: class App {}, providers: [Early, Late] });
    const get = (type: typeof Early | typeof Late) =>
      (resolver.resolve(record(type), resolver.openContext({})) as Early).payload;
    expect([get(Early), get(Late), get(Early)]).toEqual([{ n: 1 }, { n: 2 }, { n: 1 }]);
  });

  it('receive their request as REQUEST if the strategy has no payload, and the parent does not keep it', async () => {
    const parent = createContextId();
    ContextIdFactory.apply({ attach: (contextId) => (info) => (info.isTreeDurable ? parent : contextId) });
    const { record, resolver } = await boot(app);
    const request = {};
    expect((resolver.resolve(record(Connection), resolver.openContext(request)) as Connection).payload).toBe(request);
    expect(resolver.resolve(record(Connection), resolver.openContext({}))).toHaveProperty('payload', request);
    expect(contextStoreOf(parent).request).toBeUndefined();
  });

  it.each(['class', 'factory', 'asynchronous factory', 'cycle'])(
    'that fail (a %s) are not kept, so that the next request of the tenant tries again',
    async (kind) => {
      ContextIdFactory.apply(new ByTenant());
      let attempts = 0;
      const attempt = (): string => {
        attempts++;
        if (attempts < 3) throw new Error('no connection');
        return 'open';
      };
      @Injectable({ scope: Scope.REQUEST, durable: true })
      class Fragile {
        readonly state = attempt();
      }
      @Injectable({ scope: Scope.REQUEST, durable: true })
      class Left {
        constructor(@Inject(forwardRef(() => Right)) readonly right: object) {}
      }
      @Injectable({ scope: Scope.REQUEST, durable: true })
      class Right {
        readonly state = attempt();
        constructor(@Inject(forwardRef(() => Left)) readonly left: object) {}
      }
      const useFactory = kind === 'factory' ? attempt : async () => attempt();
      const { record, resolver } = await boot({
        module: class App {},
        providers: [
          Fragile,
          Left,
          Right,
          { provide: 'made', scope: Scope.REQUEST, durable: true, useFactory },
          { provide: 'user', useFactory: (...made: unknown[]) => made, inject: [tokenOf()] },
        ],
      });
      function tokenOf() {
        if (kind === 'class') return Fragile;
        return kind === 'cycle' ? Left : 'made';
      }
      const use = async () => resolver.resolve(record<unknown[]>('user'), resolver.openContext({ tenant: kind }));
      await expect(use()).rejects.toThrow('no connection');
      await expect(use()).rejects.toThrow('no connection');
      const [first] = await use();
      expect((await use())[0]).toBe(first);
      expect(attempts).toBe(3);
    },
  );

  it('are created for each request without a strategy', async () => {
    const { record, resolver } = await boot(app);
    const contexts = [resolver.openContext({}), resolver.openContext({})];
    const [one, two] = contexts.map((context) => resolver.resolve(record(Repository), context));
    expect(one).not.toBe(two);
  });

  it('support a strategy that returns only a function', async () => {
    const parent = createContextId();
    ContextIdFactory.apply({ attach: (contextId) => (info) => (info.isTreeDurable ? parent : contextId) });
    const { record, resolver } = await boot(app);
    const [one, two] = [{}, {}].map((request) => resolver.resolve(record(Connection), resolver.openContext(request)));
    expect(one).toBe(two);
  });
});
