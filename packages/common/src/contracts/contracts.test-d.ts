import type { Server } from 'node:http';
import type { Observable } from 'rxjs';
import { expectTypeOf } from 'vitest';
import {
  type ArgumentMetadata,
  type ArgumentsHost,
  type CanActivate,
  type ContextType,
  type DynamicModule,
  type ExecutionContext,
  type HttpRedirectResponse,
  type HttpServer,
  HttpStatus,
  type INestApplication,
  type INestApplicationContext,
  type MessageEvent,
  type MiddlewareConsumer,
  type ModuleMetadata,
  type NestApplicationOptions,
  type NestInterceptor,
  type NestMiddleware,
  type PipeTransform,
  type Provider,
  type RawBodyRequest,
  RequestMethod,
  Scope,
  type Type,
  VERSION_NEUTRAL,
  type VersioningOptions,
  VersioningType,
  type WebSocketAdapter,
} from '../index.js';

class Service {
  readonly service = true;
}
abstract class Port {
  abstract open(): void;
}

// Contexts: what third-party code depends on stays open, what is known is exact.
declare const context: ExecutionContext;
expectTypeOf(context).toExtend<ArgumentsHost>();
expectTypeOf(context.getType()).toEqualTypeOf<ContextType>();
expectTypeOf(context.getType<'graphql'>()).toEqualTypeOf<'graphql'>();
expectTypeOf(context.switchToHttp().getRequest()).toBeAny();
expectTypeOf(context.switchToHttp().getRequest<Request>()).toEqualTypeOf<Request>();
expectTypeOf(context.switchToWs().getClient<WebSocket>()).toEqualTypeOf<WebSocket>();
expectTypeOf(context.getArgs<[Request, Response]>()).toEqualTypeOf<[Request, Response]>();
expectTypeOf(context.switchToWs().getPattern()).toEqualTypeOf<string>();
expectTypeOf(context.getClass<Service>()).toEqualTypeOf<Type<Service>>();

// Providers.
const providers: Provider[] = [
  Service,
  { provide: Service, useClass: Service, scope: Scope.REQUEST, durable: true },
  { provide: 'TOKEN', useValue: 1 },
  { provide: Symbol('TOKEN'), useFactory: async (port: Port) => port, inject: [Port, { token: 'X', optional: true }] },
  { provide: Port, useExisting: Service },
];
expectTypeOf(providers).toExtend<ModuleMetadata['providers']>();
// @ts-expect-error a provider says how it is made
const incomplete: Provider = { provide: 'TOKEN' };
// @ts-expect-error a value is not injected into
const injectedValue: Provider = { provide: 'TOKEN', useValue: 1, inject: [Service] };
// @ts-expect-error an abstract class cannot be made
const abstractClass: Provider = { provide: Port, useClass: Port };
// @ts-expect-error a dynamic module names its module
const nameless: DynamicModule = { providers: [] };

// Guards, pipes, interceptors, middleware.
expectTypeOf<CanActivate['canActivate']>().returns.toEqualTypeOf<boolean | Promise<boolean> | Observable<boolean>>();
class TextPipe implements PipeTransform<string, number> {
  transform(value: string, metadata: ArgumentMetadata): number {
    expectTypeOf(metadata.type).toEqualTypeOf<'body' | 'query' | 'param' | 'custom'>();
    return value.length;
  }
}
expectTypeOf(new TextPipe()).toExtend<PipeTransform>();
expectTypeOf<ReturnType<NestInterceptor['intercept']>>().toEqualTypeOf<Observable<any> | Promise<Observable<any>>>();
class TextGuard implements CanActivate {
  // @ts-expect-error a guard answers yes or no
  canActivate(): string {
    return 'yes';
  }
}
class Middleware implements NestMiddleware<{ url: string }> {
  use(request: { url: string }, _response: unknown, next: () => void): void {
    expectTypeOf(request.url).toEqualTypeOf<string>();
    next();
  }
}
declare const consumer: MiddlewareConsumer;
consumer
  .apply(Middleware, (_request: unknown, _response: unknown, next: () => void) => next())
  .exclude('health', { path: 'cats', method: RequestMethod.GET })
  .forRoutes(Service, { path: 'cats', method: RequestMethod.ALL, version: VERSION_NEUTRAL })
  .apply(Middleware);

// Applications.
declare const app: INestApplication<Server>;
expectTypeOf(app).toExtend<INestApplicationContext>();
expectTypeOf(app.getHttpServer()).toEqualTypeOf<Server>();
expectTypeOf(app.get(Service)).toEqualTypeOf<Service>();
expectTypeOf(app.get(Port)).toEqualTypeOf<Port>();
expectTypeOf(app.get<Service>('TOKEN')).toEqualTypeOf<Service>();
expectTypeOf(app.get(Service, { each: true })).toEqualTypeOf<Service[]>();
expectTypeOf(app.resolve(Service)).toEqualTypeOf<Promise<Service>>();
expectTypeOf(app.resolve(Service, undefined, { each: true })).toEqualTypeOf<Promise<Service[]>>();
expectTypeOf(app.setGlobalPrefix('v1', { exclude: ['health'] }).useGlobalGuards()).toEqualTypeOf<
  INestApplication<Server>
>();
declare const adapter: WebSocketAdapter;
app.useWebSocketAdapter(adapter).useWebSocketAdapter(adapter, { inheritAppConfig: true });
app.useWebSocketAdapter(adapter, { name: 'ws', inheritAppConfig: false });
// @ts-expect-error a name is a string
app.useWebSocketAdapter(adapter, { name: Symbol('ws') });

// Open, so that an application of supertest's `App` compiles.
expectTypeOf(app.listen(0)).resolves.toBeAny();

// HTTP adapters are generic in the request, the response and the instance of the library.
declare const http: HttpServer<{ url: string }, { end(): void }, { routes: string[] }>;
expectTypeOf(http.getInstance()).toEqualTypeOf<{ routes: string[] }>();
http.get('/health', (request, response) => {
  expectTypeOf(request).toEqualTypeOf<{ url: string }>();
  expectTypeOf(response).toEqualTypeOf<{ end(): void }>();
});
http.enableCors((request, decide) => {
  expectTypeOf(request.url).toEqualTypeOf<string>();
  decide(null, {});
});
expectTypeOf(http.reply).parameter(0).toBeAny();

const options: NestApplicationOptions = {
  cors: { origin: [/example/], credentials: true },
  bodyParser: false,
  httpsOptions: { key: 'k', cert: 'c' },
  rawBody: true,
  forceCloseConnections: true,
  gracefulShutdown: { timeoutMs: 5000 },
  abortOnError: false,
  bufferLogs: true,
  autoFlushLogs: false,
  preview: false,
  snapshot: true,
  logger: ['error', 'warn'],
  moduleIdGeneratorAlgorithm: 'deep-hash',
  routeConflictPolicy: { duplicate: 'error', shadow: 'warn' },
  routeResolutionStrategy: 'specificity',
  methodNotAllowed: true,
  cookies: { secret: ['new', 'old'] },
};
expectTypeOf(options).toExtend<NestApplicationOptions>();
// @ts-expect-error the time is in milliseconds, and must be given
const drainless: NestApplicationOptions = { gracefulShutdown: {} };
// @ts-expect-error levels are named
const loud: NestApplicationOptions = { logger: ['loud'] };

// Versioning: each type has its own options.
const versioning: VersioningOptions[] = [
  { type: VersioningType.URI, prefix: false, defaultVersion: ['1', VERSION_NEUTRAL] },
  { type: VersioningType.HEADER, header: 'X-Version' },
  { type: VersioningType.MEDIA_TYPE, key: 'v=' },
  { type: VersioningType.CUSTOM, extractor: () => ['2', '1'] },
];
expectTypeOf(versioning).toEqualTypeOf<VersioningOptions[]>();
// @ts-expect-error versions in a header need its name
const headerless: VersioningOptions = { type: VersioningType.HEADER };

// Replies.
expectTypeOf<{ url: string; statusCode: HttpStatus.FOUND }>().toExtend<HttpRedirectResponse>();
expectTypeOf<{ data: { hello: string }; retry: number; comment: string }>().toExtend<MessageEvent>();
expectTypeOf<RawBodyRequest<{ url: string }>['rawBody']>().toEqualTypeOf<Buffer | undefined>();

void [incomplete, injectedValue, abstractClass, nameless, TextGuard, drainless, loud, headerless];
