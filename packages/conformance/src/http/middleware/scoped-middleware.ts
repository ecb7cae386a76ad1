import {
  Body,
  type CanActivate,
  Controller,
  type ExecutionContext,
  Inject,
  Injectable,
  type MiddlewareConsumer,
  Module,
  type NestMiddleware,
  type NestModule,
  Post,
  Req,
  Scope,
  UseGuards,
} from '@portico/common';
import { ContextIdFactory, REQUEST } from '@portico/core';
import { afterEach, describe, expect, it } from 'vitest';
import { launchForTest } from '../support/application.js';
import type { HttpPlatform } from '../support/platform.js';
import type { Next } from './middleware-on.js';

interface UserRequest {
  readonly body: unknown;
  readonly params: unknown;
  user?: string;
  tenantName?: string;
}

@Injectable({ scope: Scope.REQUEST })
class Correlation {
  static made = 0;
  readonly number = ++Correlation.made;
}

@Injectable()
class ScopedMiddleware implements NestMiddleware {
  constructor(
    private readonly correlation: Correlation,
    @Inject(REQUEST) readonly request: { readonly method?: string },
  ) {}
  use(_request: unknown, response: any, next: Next): void {
    response.setHeader('x-correlation', `${this.request.method} ${this.correlation.number}`);
    next();
  }
}

class Authentication implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<UserRequest>();
    request.user = `Tom of ${request.tenantName ?? 'nowhere'}`;
    return true;
  }
}

@Injectable({ scope: Scope.REQUEST })
class Audit {
  constructor(@Inject(REQUEST) readonly request: UserRequest) {}
}

@Controller('orders')
@UseGuards(Authentication)
class OrdersController {
  constructor(
    private readonly audit: Audit,
    private readonly correlation: Correlation,
  ) {}

  @Post(':id') create(@Req() request: UserRequest, @Body() _body: unknown) {
    const { body, params, user } = this.audit.request;
    return { correlation: this.correlation.number, isSame: this.audit.request === request, body, params, user };
  }
}

@Module({ controllers: [OrdersController], providers: [Audit, Correlation] })
class Root implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(ScopedMiddleware).forRoutes('{*path}');
  }
}

export function describeScopedMiddleware(platform: HttpPlatform): void {
  describe('request-scoped middleware', () => {
    afterEach(() => ContextIdFactory.apply({ attach: () => undefined }));

    it('shares its providers with the handler, whose providers receive the request of the platform', async () => {
      const app = await launchForTest(platform, { module: Root });
      const reply = await app.post('/orders/7', { tea: 2 });
      const { correlation, ...shown } = reply.json();
      expect(reply.headers['x-correlation']).toBe(`POST ${correlation}`);
      expect(shown).toEqual({ isSame: true, body: { tea: 2 }, params: { id: '7' }, user: 'Tom of nowhere' });
    });

    it('leaves the payload of a strategy to the request of the handler', async () => {
      ContextIdFactory.apply({
        attach: (contextId) => ({ resolve: () => contextId, payload: { tenantName: 'acme' } }),
      });
      const app = await launchForTest(platform, { module: Root });
      expect((await app.post('/orders/7', {})).json().user).toBe('Tom of acme');
    });
  });
}
