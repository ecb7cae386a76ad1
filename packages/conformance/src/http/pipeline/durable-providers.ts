import { Controller, Get, Inject, Injectable, Req, Scope } from '@portico/common';
import { type ContextId, ContextIdFactory, createContextId, REQUEST } from '@portico/core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { launchForTest } from '../support/application.js';
import type { HttpPlatform } from '../support/platform.js';

interface TenantRequest {
  readonly headers: Record<string, string | undefined>;
  readonly tenantName?: string;
}

let failures = 0;

@Injectable({ scope: Scope.REQUEST, durable: true })
class Connection {
  static opened = 0;
  readonly number: number;

  constructor(@Inject(REQUEST) readonly payload: { tenantName: string }) {
    if (failures-- > 0) throw new Error('no connection');
    this.number = ++Connection.opened;
  }
}
@Injectable({ scope: Scope.REQUEST })
class Session {
  constructor(@Inject(REQUEST) readonly request: TenantRequest) {}
}

@Controller('durable')
class DurableController {
  constructor(private readonly connection: Connection) {}

  @Get()
  show(@Req() request: TenantRequest) {
    const { number, payload } = this.connection;
    return { number, payload, onRequest: request.tenantName ?? null };
  }
}
@Controller('mixed')
class MixedController {
  constructor(
    private readonly connection: Connection,
    private readonly session: Session,
  ) {}

  @Get()
  show(@Req() request: TenantRequest) {
    const { tenantName, headers } = this.session.request;
    const fromSession = { tenantName, agent: headers['x-agent'] };
    return { number: this.connection.number, fromSession, onRequest: request.tenantName ?? null };
  }
}

const parts = { controllers: [DurableController, MixedController], providers: [Connection, Session] };

export function describeDurableProviders(platform: HttpPlatform): void {
  beforeEach(() => {
    failures = 0;
    Connection.opened = 0;
    const tenants = new Map<string, ContextId>();
    ContextIdFactory.apply({
      attach(contextId, request: TenantRequest) {
        const tenantName = request.headers['x-tenant'] ?? 'none';
        const tenant = tenants.get(tenantName) ?? createContextId();
        tenants.set(tenantName, tenant);
        return { resolve: (info) => (info.isTreeDurable ? tenant : contextId), payload: { tenantName } };
      },
    });
  });
  afterEach(() => ContextIdFactory.apply({ attach: () => undefined }));

  it('have one instance per tenant, which receives the payload as REQUEST', async () => {
    const app = await launchForTest(platform, parts);
    const shown = async (tenant: string) => (await app.get('/durable', { 'x-tenant': tenant })).json();
    const acme = { number: 1, payload: { tenantName: 'acme' }, onRequest: null };
    expect([await shown('acme'), await shown('acme')]).toEqual([acme, acme]);
    expect(await shown('umbrella')).toMatchObject({ number: 2, payload: { tenantName: 'umbrella' } });
  });

  it('also add the payload to the request that request-scoped providers receive', async () => {
    const app = await launchForTest(platform, parts);
    const shown = async (agent: string) => (await app.get('/mixed', { 'x-tenant': 'acme', 'x-agent': agent })).json();
    for (const agent of ['first', 'second']) {
      const fromSession = { tenantName: 'acme', agent };
      expect(await shown(agent)).toEqual({ number: 1, fromSession, onRequest: 'acme' });
    }
  });

  it('are not kept if their construction fails', async () => {
    const app = await launchForTest(platform, parts);
    failures = 2;
    const status = async () => (await app.get('/durable', { 'x-tenant': 'acme' })).status;
    expect([await status(), await status(), await status()]).toEqual([500, 500, 200]);
    expect((await app.get('/durable', { 'x-tenant': 'acme' })).json()).toMatchObject({ number: 1 });
  });
}
