import { createServer } from 'node:http';
import type { Readable } from 'node:stream';
import { MyPlatformAdapter } from '../starters/http/index.js';
import type { FailureHandler, Handler, Request, Response } from '../starters/http/stand-in.js';
import type { Fault } from './fault.js';

type Routes = [Handler] | [path: string, handler: Handler];

/** Adapters on node:http that are wrong in one thing each. */
export const HTTP_FAULTS: readonly Fault<MyPlatformAdapter>[] = [
  {
    what: 'sets no status',
    caughtBy: [
      'adapter host',
      'its members for replies',
      'write status, headers and body wherever a filter calls them',
    ],
    Adapter: class extends MyPlatformAdapter {
      override status(response: Response): Response {
        return response;
      }
    },
  },
  {
    what: 'replies with the status of before',
    caughtBy: ['replies', 'status and headers', '@HttpCode sets the status'],
    Adapter: class extends MyPlatformAdapter {
      override reply(response: Response, body: unknown): void {
        super.reply(response, body);
      }
    },
  },
  {
    what: 'replaces a header that should be added to',
    caughtBy: [
      'adapter host',
      'its members for replies',
      'write status, headers and body wherever a filter calls them',
    ],
    Adapter: class extends MyPlatformAdapter {
      override appendHeader(response: Response, name: string, value: string): void {
        this.setHeader(response, name, value);
      }
    },
  },
  {
    what: 'says that headers are never sent',
    caughtBy: [
      'adapter host',
      'its members for replies',
      'write status, headers and body wherever a filter calls them',
    ],
    Adapter: class extends MyPlatformAdapter {
      override isHeadersSent(): boolean {
        return false;
      }
    },
  },
  {
    what: 'forgets the query of the URL',
    caughtBy: [
      'adapter host',
      'its members for replies',
      'write status, headers and body wherever a filter calls them',
    ],
    Adapter: class extends MyPlatformAdapter {
      override getRequestUrl(request: Request): string {
        return request.originalUrl.split('?')[0] as string;
      }
    },
  },
  {
    what: 'sends bytes as JSON',
    caughtBy: ['replies', 'buffer is sent as bytes'],
    Adapter: class extends MyPlatformAdapter {
      override reply(response: Response, body: unknown, statusCode?: number): void {
        super.reply(response, Buffer.isBuffer(body) ? { ...body } : body, statusCode);
      }
    },
  },
  {
    what: 'redirects for good, whatever was asked for',
    caughtBy: ['replies', 'redirects', '/redirect/dynamic?to=/there leads with 307 to /there'],
    Adapter: class extends MyPlatformAdapter {
      override redirect(response: Response, _statusCode: number, url: string): void {
        super.redirect(response, 301, url);
      }
    },
  },
  {
    what: 'goes on reading a stream whose client has left',
    caughtBy: ['replies', 'StreamableFile', 'is not read further when the client leaves'],
    Adapter: class extends MyPlatformAdapter {
      override replyStream(response: Response, stream: Readable): void {
        stream.on('data', (chunk) => response.write(chunk));
        stream.on('end', () => response.end());
      }
    },
  },
  {
    what: 'ends a broken stream as if it were whole',
    caughtBy: ['replies', 'StreamableFile', 'that breaks off later ends the connection, so that the client can tell'],
    Adapter: class extends MyPlatformAdapter {
      override replyStream(response: Response, stream: Readable): void {
        stream.on('error', () => response.end()).pipe(response);
      }
    },
  },
  {
    what: 'answers HEAD with 404',
    caughtBy: ['routing', 'methods', 'HEAD is answered by the GET handler, without a body'],
    Adapter: class extends MyPlatformAdapter {
      override get = (...args: Routes): void => {
        const handler = args.at(-1) as Handler;
        const path = args.length === 2 ? args[0] : '/*path';
        this.instance.route('GET', path, (request: Request, response: Response, next: () => void) =>
          request.method === 'HEAD' ? next() : handler(request, response, next),
        );
      };
    },
  },
  {
    what: 'leaves parameters encoded',
    caughtBy: ['routing', 'paths', 'parameters are decoded'],
    Adapter: class extends MyPlatformAdapter {
      override get = (...args: Routes): void => {
        const handler = args.at(-1) as Handler;
        this.instance.route('GET', args[0], (request: Request, response: Response, next: () => void) => {
          request.params = JSON.parse(JSON.stringify(request.params), (_key, value) =>
            typeof value === 'string' ? encodeURIComponent(value) : value,
          );
          return handler(request, response, next);
        });
      };
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
    what: 'forgets the raw body',
    caughtBy: ['bodies', 'when chosen', 'rawBody: true keeps the bytes beside the body'],
    Adapter: class extends MyPlatformAdapter {
      override registerParserMiddleware(prefix?: string): void {
        super.registerParserMiddleware(prefix, false);
      }
    },
  },
  {
    what: 'fails on a path that cannot be decoded',
    caughtBy: ['hostile input', 'in requests', 'malformed percent-encoding in /%zz is 400'],
    Adapter: class extends MyPlatformAdapter {
      override setErrorHandler(handler: FailureHandler): void {
        super.setErrorHandler((error, request, response) =>
          handler(error instanceof URIError ? new Error(error.message) : error, request, response),
        );
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
        this.httpServer.on('error', () => callback());
        this.httpServer.on = () => this.httpServer;
        this.httpServer.once = () => this.httpServer;
        return super.listen(...args);
      }
    },
  },
];
