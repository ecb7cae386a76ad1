import type { MiddlewareConfigProxy, MiddlewareConsumer, RouteInfo, Type } from '@portico/common';
import { frameworkError } from '@portico/common/internal';
import type { AbstractHttpAdapter } from '../abstract-http-adapter.js';

type Middleware = Type<unknown> | Function;

/** One `apply(…).exclude(…).forRoutes(…)` of a module. */
export interface MiddlewareDeclaration {
  readonly middleware: readonly Middleware[];
  readonly exclude: readonly (string | RouteInfo)[];
  readonly routes: readonly (string | Type<unknown> | RouteInfo)[];
}

/** Collects the declarations of a module's `configure(consumer)`. */
export class MiddlewareBuilder implements MiddlewareConsumer {
  private readonly declarations: MiddlewareDeclaration[] = [];

  constructor(private readonly httpAdapter: AbstractHttpAdapter) {}

  apply(...middleware: (Middleware | Middleware[])[]): MiddlewareConfigProxy {
    return new RouteChoice(this, middleware.flat(), (declaration) => this.declarations.push(declaration));
  }

  /** Returns everything declared so far, in order. */
  build(): readonly MiddlewareDeclaration[] {
    return this.declarations;
  }

  getHttpAdapter(): AbstractHttpAdapter {
    return this.httpAdapter;
  }
}

class RouteChoice implements MiddlewareConfigProxy {
  private readonly excluded: (string | RouteInfo)[] = [];

  constructor(
    private readonly builder: MiddlewareBuilder,
    private readonly middleware: readonly Middleware[],
    private readonly declare: (declaration: MiddlewareDeclaration) => void,
  ) {}

  exclude(...routes: (string | RouteInfo)[]): MiddlewareConfigProxy {
    this.excluded.push(...routes.flat());
    return this;
  }

  forRoutes(...routes: (string | Type<unknown> | RouteInfo)[]): MiddlewareConsumer {
    const wrong = this.middleware.find((one) => typeof one !== 'function');
    if (wrong !== undefined) {
      throw frameworkError({
        code: 'PORTICO_INVALID_MIDDLEWARE',
        message: `consumer.apply() was given ${typeof wrong === 'object' ? 'an object' : String(wrong)}, which is not middleware.`,
        remedy: 'Pass a class with a method use(req, res, next), or a function (req, res, next) => void.',
      });
    }
    this.declare({ middleware: this.middleware, exclude: this.excluded, routes: routes.flat() });
    return this.builder;
  }
}
