import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { MyPlatformAdapter } from '../../starters/http/index.js';
import type { FailureHandler, Request, Response } from '../../starters/http/stand-in.js';
import type { Fault } from './fault.js';

/** Adapters on node:http that are wrong in one thing of what goes out. */
export const HTTP_REPLY_FAULTS: readonly Fault<MyPlatformAdapter>[] = [
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
    what: 'loses what its reply throws',
    caughtBy: ['exceptions', 'a status that no reply can have', 'that a filter replies with (zero) is 500 too'],
    says: 'GET /status/zero was not answered, and its connection is still open: nothing came for 4000 ms.',
    Adapter: class extends MyPlatformAdapter {
      override reply(response: Response, body: unknown, statusCode?: number): void {
        try {
          super.reply(response, body, statusCode);
        } catch {
          // as a library does that only logs
        }
      }
    },
  },
  {
    what: 'begins a reply and does not end it',
    caughtBy: ['replies', 'text is sent as "text ü"'],
    says: 'GET /text was answered with 200, but its body did not end: nothing came for 4000 ms.',
    Adapter: class extends MyPlatformAdapter {
      override reply(response: Response, body: unknown, statusCode?: number): void {
        if (typeof body === 'string' && body.includes('ü')) response.write(body);
        else super.reply(response, body, statusCode);
      }
    },
  },
  {
    what: 'answers 404 by itself',
    caughtBy: ['routing', 'methods', 'a method without a route is answered with 404 and the documented body'],
    says: 'was answered with 404 without a body',
    Adapter: class extends MyPlatformAdapter {
      override setNotFoundHandler(): void {}
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
    what: 'hides how much waits for a client',
    caughtBy: ['unread replies', 'an event stream ends with a warning: events'],
    Adapter: class extends MyPlatformAdapter {
      override takeOver(response: Response): ServerResponse {
        return Object.defineProperty(super.takeOver(response), 'writableLength', { value: 0 });
      }
    },
  },
  {
    what: 'reads a stream faster than its client does',
    caughtBy: ['unread replies', 'what is read piece by piece waits: file'],
    Adapter: class extends MyPlatformAdapter {
      override replyStream(response: Response, stream: Readable): void {
        stream.on('data', (chunk) => response.write(chunk));
        response.once('close', () => stream.destroy());
      }
    },
  },
  {
    what: 'replies with the fields of an Error that middleware passes on',
    caughtBy: ['foreign errors', 'what an Error holds', 'is not in the reply: middleware/next'],
    Adapter: class extends MyPlatformAdapter {
      override setErrorHandler(handler: FailureHandler): void {
        super.setErrorHandler((error, request, response) =>
          'config' in (error as object) ? this.reply(response, error, 500) : handler(error, request, response),
        );
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
];
