import { createServer } from 'node:http';
import { parse } from 'node:querystring';
import type { RouteMember } from '@portico/core';
import { MyPlatformAdapter } from '../../starters/http/index.js';
import type { FailureHandler, Handler, Request } from '../../starters/http/stand-in.js';
import type { Fault } from './fault.js';

/** Goes on to the route of some requests, whatever the middleware before it decides. */
function pastMiddleware(applies: (request: Request) => boolean): typeof MyPlatformAdapter {
  return class extends MyPlatformAdapter {
    override use(...args: Handler[] | [path: string, ...handlers: Handler[]]): void {
      super.use(
        ...(args.map((arg) => {
          if (typeof arg === 'string') return arg;
          return ((request, response, next) => {
            if (!applies(request)) return arg(request, response, next);
            arg(request, response, () => undefined);
            return next();
          }) satisfies Handler;
        }) as Handler[]),
      );
    }
  };
}

/** Adapters on node:http that are wrong in one thing of what comes in. */
export const HTTP_REQUEST_FAULTS: readonly Fault<MyPlatformAdapter>[] = [
  {
    what: 'answers HEAD with 404',
    caughtBy: ['routing', 'methods', 'HEAD is answered by the GET handler, without a body'],
    Adapter: class extends MyPlatformAdapter {
      protected override addRoute(member: RouteMember, path: string, handler: Handler): void {
        super.addRoute(member, path, (request, response, next) =>
          request.method === 'HEAD' && member === 'get' ? next() : handler(request, response, next),
        );
      }
    },
  },
  {
    what: 'leaves parameters encoded',
    caughtBy: ['routing', 'paths', 'parameters are decoded'],
    Adapter: class extends MyPlatformAdapter {
      protected override addRoute(member: RouteMember, path: string, handler: Handler): void {
        super.addRoute(member, path, (request, response, next) => {
          const parameters = Object.entries(request.params);
          request.params = Object.fromEntries(
            parameters.map(([name, value]) => [name, encodeURIComponent(`${value}`)]),
          );
          return handler(request, response, next);
        });
      }
    },
  },
  {
    what: 'does not tell when no route was found',
    caughtBy: ['routing', 'methods', 'a method without a route is answered with 404 and the documented body'],
    Adapter: class extends MyPlatformAdapter {
      override setNotFoundHandler(): void {}
    },
  },
  {
    what: 'answers failures of its own by itself',
    caughtBy: ['bodies', 'by default', 'malformed JSON is answered with 400 and the documented body'],
    Adapter: class extends MyPlatformAdapter {
      override setErrorHandler(_handler: FailureHandler): void {}
    },
  },
  {
    what: 'reads bodies of any size',
    caughtBy: ['bodies', 'by default', 'a body over the limit is answered with 413, and the connection survives'],
    Adapter: class extends MyPlatformAdapter {
      override useBodyParser(type: 'json', rawBody: boolean): this {
        return super.useBodyParser(type, rawBody, { limit: Number.POSITIVE_INFINITY });
      }
    },
  },
  {
    what: 'reads every parameter of a query',
    caughtBy: ['limits', 'of queries', 'a thousand parameters are read, and no more'],
    Adapter: class extends MyPlatformAdapter {
      protected override addRoute(member: RouteMember, path: string, handler: Handler): void {
        super.addRoute(member, path, (request, response, next) => {
          request.query = parse(request.originalUrl.split('?')[1] ?? '', '&', '=', { maxKeys: 0 });
          return handler(request, response, next);
        });
      }
    },
  },
  {
    what: 'reads every field of a form',
    caughtBy: ['limits', 'of urlencoded bodies', 'never more than a thousand fields reach the handler'],
    Adapter: class extends MyPlatformAdapter {
      override registerParserMiddleware(prefix?: string): void {
        super.registerParserMiddleware(prefix, true);
        this.use((request, _response, next) => {
          if (request.headers['content-type']?.includes('urlencoded')) {
            request.body = { ...parse(String(request.rawBody), '&', '=', { maxKeys: 0 }) };
          }
          next();
        });
      }
    },
  },
  {
    what: 'forgets the raw body',
    caughtBy: ['bodies', 'when chosen', 'rawBody: true keeps the bytes beside the body'],
    Adapter: class extends MyPlatformAdapter {
      override registerParserMiddleware(prefix?: string): void {
        super.registerParserMiddleware(prefix, false);
      }
    },
  },
  {
    what: 'runs middleware below every path',
    caughtBy: ['middleware', 'app.use', 'takes a path, which the middleware does not see'],
    Adapter: class extends MyPlatformAdapter {
      override use(...args: Handler[] | [path: string, ...handlers: Handler[]]): void {
        super.use(...(args.filter((arg) => typeof arg === 'function') as Handler[]));
      }
    },
  },
  {
    what: 'takes one handler of several',
    caughtBy: ['middleware', 'app.use', 'runs before the middleware of modules, for every request'],
    Adapter: class extends MyPlatformAdapter {
      override use(...args: Handler[] | [path: string, ...handlers: Handler[]]): void {
        super.use(...(args.slice(0, typeof args[0] === 'string' ? 2 : 1) as Handler[]));
      }
    },
  },
  {
    what: 'serves HTTP where HTTPS was asked for',
    caughtBy: ['adapter host', 'HTTPS', 'is served with httpsOptions'],
    Adapter: class extends MyPlatformAdapter {
      override initHttpServer(): void {
        this.httpServer = createServer(this.instance.listener);
      }
    },
  },
  {
    what: 'listens on every address',
    caughtBy: ['listening', 'on a free port of a host, as getUrl() tells'],
    Adapter: class extends MyPlatformAdapter {
      override listen(port: number | string, ...rest: unknown[]): unknown {
        const callback = rest.find((argument) => typeof argument === 'function') as () => void;
        return super.listen(port, callback);
      }
    },
  },
  {
    what: 'keeps EADDRINUSE to itself',
    caughtBy: ['listening', 'rejects with EADDRINUSE, and the application can be closed'],
    Adapter: class extends MyPlatformAdapter {
      override listen(...args: [number]): unknown {
        const callback = args.at(-1) as unknown as () => void;
        this.httpServer.removeAllListeners('error');
        this.httpServer.on('error', () => callback());
        return super.listen(...args);
      }
    },
  },
  {
    what: 'lets a request past its middleware when a version is part of its path',
    caughtBy: [
      'middleware paths',
      'with versions in the URI',
      "forRoutes('*') guards a route that is excluded from the prefix",
    ],
    Adapter: pastMiddleware(({ url }) => url?.startsWith('/v1/') === true),
  },
  {
    what: 'lets a request past its middleware when it asks for several versions',
    caughtBy: [
      'middleware paths',
      'with versions that requests ask for',
      'exclude() of version 1 goes by the version that is chosen: 2,1',
    ],
    Adapter: pastMiddleware(({ headers }) => headers['x-version'] === '2,1'),
  },
];
