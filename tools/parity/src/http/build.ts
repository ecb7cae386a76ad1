import type { INestApplication, MiddlewareConsumer, Type, VersioningOptions } from '@portico/common';
import type { Kit } from '../kit.js';
import type { Platform } from '../subjects.js';
import type {
  ControllerCase,
  HttpCase,
  MiddlewareBehaviour,
  ModuleCase,
  RouteCase,
  RouteRef,
  Version,
} from './case.js';
import { EnhancerFactory } from './enhancers.js';
import { ParameterDecorators } from './parameters.js';
import { type Probe, seen } from './probe.js';
import { type Reply, repliesOf, takesResponse } from './reply-kinds.js';

/** Builds the application that a case describes. The same code for both frameworks. */
export class ApplicationBuilder {
  private readonly enhancers: EnhancerFactory;
  private readonly parameters: ParameterDecorators;
  private readonly replies: ReturnType<typeof repliesOf>;
  private app: INestApplication | undefined;

  constructor(
    private readonly kit: Kit,
    private readonly platform: Platform,
    private readonly probe: Probe,
  ) {
    this.enhancers = new EnhancerFactory(kit, probe, () => this.app?.getHttpAdapter());
    this.parameters = new ParameterDecorators(kit);
    this.replies = repliesOf(kit, platform);
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
    });
    this.app = app;
    this.configure(app, theCase);
    return app;
  }

  private configure(app: INestApplication, { prefix, versioning, global, uses = [] }: HttpCase): void {
    uses.forEach(({ path, behaviour }, index) => {
      const handler = this.middleware(behaviour, `use${index}`);
      if (path === undefined) app.use(handler);
      else app.use(path, handler);
    });
    if (prefix)
      app.setGlobalPrefix(prefix.path, { exclude: (prefix.exclude ?? []).map((route) => this.routeInfo(route)) });
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
    const common = defaultVersion === undefined ? {} : { defaultVersion: this.version(defaultVersion) };
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

  private version(version: Version): any {
    const { VERSION_NEUTRAL } = this.kit.common;
    const one = (name: string) => (name === 'neutral' ? VERSION_NEUTRAL : name);
    return typeof version === 'string' ? one(version) : version.map(one);
  }

  private module(description: ModuleCase, name: string): Type {
    const { Module } = this.kit.common;
    const builder = this;
    const controllers = description.controllers.map((controller, index) =>
      this.controller(controller, `${name}C${index}`),
    );
    const modules = {
      [name]: class {
        configure(consumer: MiddlewareConsumer): void {
          description.middleware?.forEach(({ behaviour, asClass, exclude = [], forRoutes }, index) => {
            const handler = builder.middleware(behaviour, `middleware ${name}.${index}`);
            const applied = asClass ? builder.middlewareClass(handler) : handler;
            consumer
              .apply(applied as never)
              .exclude(...exclude.map((route) => builder.routeInfo(route)))
              .forRoutes(
                ...forRoutes.map((route) =>
                  typeof route === 'number' ? controllers[route % controllers.length]! : builder.routeInfo(route),
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

  private routeInfo(route: RouteRef): any {
    const { RequestMethod } = this.kit.common;
    if (typeof route === 'string') return route;
    const { path, method, version } = route;
    return {
      path,
      method: RequestMethod[method],
      ...(version === undefined ? {} : { version: this.version(version) }),
    };
  }

  private controller(description: ControllerCase, name: string): Type {
    const { Controller, Scope } = this.kit.common;
    const controllers = { [name]: class {} };
    const controller = controllers[name] as Type;
    description.routes.forEach((route, index) => {
      this.route(route, controller.prototype, `h${index}`);
    });
    this.enhancers.decorate(description, 'class', controller);
    const { path, version, host, requestScoped } = description;
    Controller({
      path: path as string,
      ...(version === undefined ? {} : { version: this.version(version) }),
      ...(host === undefined ? {} : { host }),
      ...(requestScoped ? { scope: Scope.REQUEST } : {}),
    })(controller);
    return controller;
  }

  private route(route: RouteCase, prototype: object, name: string): void {
    const { common } = this.kit;
    const { parameters = [], reply, code, header, redirect, version } = route;
    const respond: Reply = this.replies[reply];
    const offset = takesResponse.has(reply) ? 1 : 0;
    const { probe } = this;
    const handler = (...args: unknown[]) => {
      const values = args.slice(offset);
      probe.add(`handler ${prototype.constructor.name}.${name}`, values.map(describeArgument));
      return respond(offset ? args[0] : undefined, values.map(describeArgument));
    };
    Object.defineProperty(handler, 'name', { value: name });
    Object.defineProperty(prototype, name, { value: handler, configurable: true, writable: true });
    const descriptor = () => Object.getOwnPropertyDescriptor(prototype, name)!;
    if (offset) common.Res({ passthrough: reply !== 'manual' })(prototype, name, 0);
    this.parameters.apply(parameters, prototype, name, offset);
    const types = [...(offset ? [Object] : []), ...parameters.map((parameter) => this.parameters.typeOf(parameter))];
    Reflect.defineMetadata('design:paramtypes', types, prototype, name);
    if (code !== undefined) common.HttpCode(code)(prototype, name, descriptor());
    if (header) common.Header('x-set', 'yes')(prototype, name, descriptor());
    if (redirect) common.Redirect('/target', 302)(prototype, name, descriptor());
    if (version !== undefined) common.Version(this.version(version))(prototype, name, descriptor());
    this.enhancers.decorate(route, 'method', prototype, name);
    this.methodDecorator(route)(prototype, name, descriptor());
  }

  private methodDecorator({ method, path, reply }: RouteCase): MethodDecorator {
    const { All, Delete, Get, Head, Options, Patch, Post, Put, Sse } = this.kit.common;
    const paths = path as string | string[];
    if (reply === 'sse' || reply === 'sseMessages') return Sse(typeof path === 'string' ? path : path[0]!);
    const decorators = {
      GET: Get,
      POST: Post,
      PUT: Put,
      PATCH: Patch,
      DELETE: Delete,
      OPTIONS: Options,
      HEAD: Head,
      ALL: All,
    };
    return decorators[method](paths);
  }
}

/** Instances of data classes show their class. */
function describeArgument(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return `buffer ${value.toString('latin1').slice(0, 40)}`;
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  const prototype = Object.getPrototypeOf(value);
  return prototype?.constructor && prototype !== Object.prototype
    ? { class: prototype.constructor.name, ...value }
    : value;
}
