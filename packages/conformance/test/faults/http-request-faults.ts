import { createServer } from 'node:http';
import { parse } from 'node:querystring';
import type { RouteMember } from '@portico/core/adapters';
import { MyPlatformAdapter } from '../../starters/http/index.js';
import type { FailureHandler, Handler, Request } from '../../starters/http/stand-in.js';
import type { Fault } from './fault.js';

/** Creates an adapter that calls the route for some requests, even if middleware has rejected them. */
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

/** Adapters on node:http with one fault each in reading requests. */
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
    what: 'does not report requests without a route',
    caughtBy: ['routing', 'methods', 'a method without a route is answered with 404 and the documented body'],
    Adapter: class extends MyPlatformAdapter {
      override setNotFoundHandler(): void {}
    },
  },
  {
    what: 'replies to its own errors without the filters',
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
    caughtBy: ['limits', 'of queries', 'at most a thousand parameters are read'],
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
    caughtBy: ['limits', 'of urlencoded bodies', 'at most a thousand fields reach the handler'],
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
    caughtBy: ['bodies', 'with options', 'rawBody: true keeps the bytes beside the body'],
    Adapter: class extends MyPlatformAdapter {
      override registerParserMiddleware(prefix?: string): void {
        super.registerParserMiddleware(prefix, false);
      }
    },
  },
  {
    what: 'runs middleware for all paths',
    caughtBy: ['middleware', 'app.use', 'accepts a path, which is removed from the URL that the middleware sees'],
    Adapter: class extends MyPlatformAdapter {
      override use(...args: Handler[] | [path: string, ...handlers: Handler[]]): void {
        super.use(...(args.filter((arg) => typeof arg === 'function') as Handler[]));
      }
    },
  },
  {
    what: 'registers only the first of several handlers',
    caughtBy: ['middleware', 'app.use', 'runs before the middleware of modules, for every request'],
    Adapter: class extends MyPlatformAdapter {
      override use(...args: Handler[] | [path: string, ...handlers: Handler[]]): void {
        super.use(...(args.slice(0, typeof args[0] === 'string' ? 2 : 1) as Handler[]));
      }
    },
  },
  {
    what: 'serves HTTP instead of HTTPS',
    caughtBy: ['adapter host', 'HTTPS', 'is served with httpsOptions'],
    Adapter: class extends MyPlatformAdapter {
      override initHttpServer(): void {
        this.httpServer = createServer(this.instance.listener);
      }
    },
  },
  {
    what: 'listens on all addresses',
    caughtBy: ['listening', 'on a free port of a host, which getUrl() returns'],
    Adapter: class extends MyPlatformAdapter {
      override listen(port: number | string, ...rest: unknown[]): unknown {
        const callback = rest.find((argument) => typeof argument === 'function') as () => void;
        return super.listen(port, callback);
      }
    },
  },
  {
    what: 'does not report EADDRINUSE',
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
    what: 'bypasses middleware if the path contains a version',
    caughtBy: [
      'middleware paths',
      'with versions in the URI',
      "forRoutes('*') guards a route that is excluded from the prefix",
    ],
    Adapter: pastMiddleware(({ url }) => url?.startsWith('/v1/') === true),
  },
  {
    what: 'bypasses middleware if the request names several versions',
    caughtBy: [
      'middleware paths',
      'with versions that requests choose',
      'exclude() for version 1 depends on the version of the route that is reached: 2,1',
    ],
    Adapter: pastMiddleware(({ headers }) => headers['x-version'] === '2,1'),
  },
];
