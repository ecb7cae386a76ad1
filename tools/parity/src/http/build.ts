import type { INestApplication, MiddlewareConsumer, Type, VersioningOptions } from '@portico/common';
import type { Kit } from '../kit.js';
import type { Platform } from '../subjects.js';
import { ControllerBuilder } from './build-controller.js';
import type { HttpCase, MiddlewareBehaviour, ModuleCase } from './case.js';
import { corsOf } from './cors.js';
import { EnhancerFactory } from './enhancers.js';
import { type Probe, seen } from './probe.js';
import { routeInfoOf, versionOf } from './route-values.js';

/** Builds the application that a case describes. The same code for both frameworks. */
export class ApplicationBuilder {
  private readonly enhancers: EnhancerFactory;
  private readonly controllers: ControllerBuilder;
  private app: INestApplication | undefined;

  constructor(
    private readonly kit: Kit,
    private readonly platform: Platform,
    private readonly probe: Probe,
  ) {
    this.enhancers = new EnhancerFactory(kit, probe, () => this.app?.getHttpAdapter());
    this.controllers = new ControllerBuilder(kit, platform, probe, this.enhancers);
  }

  /** @throws what the framework throws, when it refuses the application */
  async build(theCase: HttpCase): Promise<INestApplication> {
    const { common, core } = this.kit;
    const { probe } = this;
    const modules = theCase.modules.map((module, index) => this.module(module, `Module${index}`));
    const routed = modules.flatMap((module, index) => {
      const { path } = theCase.modules[index]!;
      return path === undefined ? [] : [{ path, module }];
    });
    class AppModule {}
    const global = theCase.global?.provided ? theCase.global : undefined;
    common.Module({
      imports: [...modules, ...(routed.length ? [core.RouterModule.register(routed)] : [])],
      providers: global ? this.globalProviders(theCase) : [],
    })(AppModule);
    const silent = () => {};
    const adapter =
      this.platform === 'express' ? new this.kit.express.ExpressAdapter() : new this.kit.fastify.FastifyAdapter();
    const app = await core.NestFactory.create(AppModule, adapter, {
      logger: {
        log: silent,
        warn: silent,
        debug: silent,
        verbose: silent,
        error: (message: unknown) => probe.addError(message),
        fatal: (message: unknown) => probe.addError(message),
      },
      abortOnError: false,
      ...(theCase.rawBody ? { rawBody: true } : {}),
      ...(theCase.methodNotAllowed ? { methodNotAllowed: true } : {}),
      ...(theCase.cors?.by === 'create' ? { cors: corsOf(theCase.cors) } : {}),
    });
    this.app = app;
    this.configure(app, theCase);
    return app;
  }

  private configure(app: INestApplication, { prefix, versioning, global, cors, uses = [] }: HttpCase): void {
    if (cors?.by === 'first') app.enableCors(corsOf(cors));
    uses.forEach(({ path, behaviour }, index) => {
      const handler = this.middleware(behaviour, `use${index}`);
      if (path === undefined) app.use(handler);
      else app.use(path, handler);
    });
    if (cors?.by === 'last') app.enableCors(corsOf(cors));
    if (prefix)
      app.setGlobalPrefix(prefix.path, {
        exclude: (prefix.exclude ?? []).map((route) => routeInfoOf(this.kit, route)),
      });
    if (versioning) app.enableVersioning(this.versioning(versioning));
    if (!global || global.provided) return;
    const { guards, interceptors, pipes, filters } = this.enhancers.make(global, 'global');
    app.useGlobalGuards(...guards);
    app.useGlobalInterceptors(...interceptors);
    app.useGlobalPipes(...pipes);
    app.useGlobalFilters(...filters);
  }

  private globalProviders({ global }: HttpCase) {
    const { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } = this.kit.core;
    const { guards, interceptors, pipes, filters } = this.enhancers.make(global ?? {}, 'provided');
    return [
      ...guards.map((useValue) => ({ provide: APP_GUARD, useValue })),
      ...interceptors.map((useValue) => ({ provide: APP_INTERCEPTOR, useValue })),
      ...pipes.map((useValue) => ({ provide: APP_PIPE, useValue })),
      ...filters.map((useValue) => ({ provide: APP_FILTER, useValue })),
    ];
  }

  private versioning({ type, defaultVersion, prefix }: NonNullable<HttpCase['versioning']>): VersioningOptions {
    const { VersioningType } = this.kit.common;
    const common = defaultVersion === undefined ? {} : { defaultVersion: versionOf(this.kit, defaultVersion) };
    switch (type) {
      case 'uri':
        return { type: VersioningType.URI, ...common, ...(prefix === undefined ? {} : { prefix }) };
      case 'header':
        return { type: VersioningType.HEADER, header: 'x-v', ...common };
      case 'media':
        return { type: VersioningType.MEDIA_TYPE, key: 'v=', ...common };
      case 'custom':
        return {
          type: VersioningType.CUSTOM,
          ...common,
          extractor: (request: any) => {
            const asked = String(request.headers['x-v'] ?? '').split(',');
            return asked.length > 1 ? asked : asked[0]!;
          },
        };
    }
  }

  private module(description: ModuleCase, name: string): Type {
    const { Module } = this.kit.common;
    const builder = this;
    const controllers = description.controllers.map((controller, index) =>
      this.controllers.build(controller, `${name}C${index}`),
    );
    const modules = {
      [name]: class {
        configure(consumer: MiddlewareConsumer): void {
          description.middleware?.forEach(({ behaviour, asClass, exclude = [], forRoutes }, index) => {
            const handler = builder.middleware(behaviour, `middleware ${name}.${index}`);
            const applied = asClass ? builder.middlewareClass(handler) : handler;
            consumer
              .apply(applied as never)
              .exclude(...exclude.map((route) => routeInfoOf(builder.kit, route)))
              .forRoutes(
                ...forRoutes.map((route) =>
                  typeof route === 'number'
                    ? controllers[route % controllers.length]!
                    : routeInfoOf(builder.kit, route),
                ),
              );
          });
        }
      },
    };
    const module = modules[name] as Type;
    Module({ controllers })(module);
    return module;
  }

  private middlewareClass(handler: (...args: any[]) => unknown): Type {
    class Middleware {
      use(request: unknown, response: unknown, next: unknown) {
        return handler(request, response, next);
      }
    }
    this.kit.common.Injectable()(Middleware);
    return Middleware;
  }

  private middleware(behaviour: MiddlewareBehaviour, label: string) {
    const { probe } = this;
    const { HttpException, UnauthorizedException } = this.kit.common;
    return (request: any, response: any, next: (error?: unknown) => void): unknown => {
      probe.add(label, seen(request));
      switch (behaviour) {
        case 'pass':
          return next();
        case 'answer':
          response.statusCode = 299;
          return response.end('middleware');
        case 'throw':
          throw new Error('middleware');
        case 'throwHttp':
          throw new UnauthorizedException('middleware');
        case 'reject':
          return Promise.reject(new HttpException('middleware', 409));
        case 'nextError':
          return next(new HttpException('handed on', 410));
      }
    };
  }
}
