import { Inject, Injectable, Scope } from '@portico/common';
import { afterEach, describe, expect, it } from 'vitest';
import { type ContextId, ContextIdFactory, type ContextIdStrategy, createContextId } from '../container/context-id.js';
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
  it('make dependents durable that depend on nothing else of a request', async () => {
    const { record } = await boot(app);
    expect(
      [Connection, Repository, Session, Mixed].map((token) => record<object>(token).isDependencyTreeDurable()),
    ).toEqual([true, true, false, false]);
  });

  it('live in the context that a strategy gives, with its payload as REQUEST', async () => {
    ContextIdFactory.apply(new ByTenant());
    const { record, resolver } = await boot(app);
    const [first, second, other] = ['acme', 'acme', 'umbrella'].map(
      (tenant) => resolver.resolve(record(Session), resolver.openContext({ tenant })) as Session,
    ) as [Session, Session, Session];
    expect(first).not.toBe(second);
    expect(first.request).toEqual({ tenant: 'acme' });
    expect(first.repository).toBe(second.repository);
    expect(first.repository.connection.payload).toEqual({ tenantId: 'acme' });
    expect(other.repository).not.toBe(first.repository);
    expect(other.repository.connection.payload).toEqual({ tenantId: 'umbrella' });
  });

  it('are one per request without a strategy', async () => {
    const { record, resolver } = await boot(app);
    const contexts = [resolver.openContext({}), resolver.openContext({})];
    const [one, two] = contexts.map((context) => resolver.resolve(record(Repository), context));
    expect(one).not.toBe(two);
  });

  it('take a strategy that answers with a function alone', async () => {
    const parent = createContextId();
    ContextIdFactory.apply({ attach: (contextId) => (info) => (info.isTreeDurable ? parent : contextId) });
    const { record, resolver } = await boot(app);
    const [one, two] = [{}, {}].map((request) => resolver.resolve(record(Connection), resolver.openContext(request)));
    expect(one).toBe(two);
  });
});
