import 'reflect-metadata';
import { Controller, Get, Inject, Injectable, Module, Scope } from '@portico/common';
import {
  type ContextId,
  ContextIdFactory,
  type ContextIdStrategy,
  createContextId,
  type HostComponentInfo,
  NestFactory,
  REQUEST,
} from '@portico/core';

// #region strategy
const tenants = new Map<string, ContextId>();

class ByTenant implements ContextIdStrategy {
  attach(contextId: ContextId, request: { headers: Record<string, string | undefined> }) {
    const tenant = request.headers['x-tenant'] ?? 'none';
    const shared = tenants.get(tenant) ?? createContextId();
    tenants.set(tenant, shared);
    return {
      resolve: (component: HostComponentInfo) => (component.isTreeDurable ? shared : contextId),
      payload: { tenant },
    };
  }
}

ContextIdFactory.apply(new ByTenant());
// #endregion

// #region durable
let opened = 0;

@Injectable({ scope: Scope.REQUEST, durable: true })
class TenantDatabase {
  readonly number = ++opened;

  constructor(@Inject(REQUEST) readonly owner: { tenant: string }) {}
}
// #endregion

@Controller()
class DatabaseController {
  constructor(private readonly database: TenantDatabase) {}

  @Get()
  number() {
    return { database: this.database.number, of: this.database.owner.tenant };
  }
}

@Module({ controllers: [DatabaseController], providers: [TenantDatabase] })
class AppModule {}

const app = await NestFactory.create(AppModule);
await app.listen(process.env.PORT ?? 3000);
console.log(`Listening on ${await app.getUrl()}`);
