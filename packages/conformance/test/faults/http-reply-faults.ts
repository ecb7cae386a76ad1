import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { MyPlatformAdapter } from '../../starters/http/index.js';
import type { FailureHandler, Request, Response } from '../../starters/http/stand-in.js';
import type { Fault } from './fault.js';

/** Adapters on node:http with one fault each in sending replies. */
export const HTTP_REPLY_FAULTS: readonly Fault<MyPlatformAdapter>[] = [
  {
    what: 'sets no status',
    caughtBy: ['adapter host', 'its reply methods', 'write status, headers and body when a filter calls them'],
    Adapter: class extends MyPlatformAdapter {
      override status(response: Response): Response {
        return response;
      }
    },
  },
  {
    what: 'replies with the status of an earlier call',
    caughtBy: ['replies', 'status and headers', '@HttpCode sets the status'],
    Adapter: class extends MyPlatformAdapter {
      override reply(response: Response, body: unknown): void {
        super.reply(response, body);
      }
    },
  },
  {
    what: 'ignores errors of sending a reply',
    caughtBy: ['exceptions', 'an invalid status', 'of the reply of a filter (zero) is answered with 500, too'],
    says: 'GET /status/zero was not answered, and its connection is still open: nothing came for 4000 ms.',
    Adapter: class extends MyPlatformAdapter {
      override reply(response: Response, body: unknown, statusCode?: number): void {
        try {
          super.reply(response, body, statusCode);
        } catch {
          // Like a library that only logs the error.
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
    what: 'answers with 404 itself',
    caughtBy: ['routing', 'methods', 'a method without a route is answered with 404 and the documented body'],
    says: 'was answered with 404 without a body',
    Adapter: class extends MyPlatformAdapter {
      override setNotFoundHandler(): void {}
    },
  },
  {
    what: 'replaces a header that should be added to',
    caughtBy: ['adapter host', 'its reply methods', 'write status, headers and body when a filter calls them'],
    Adapter: class extends MyPlatformAdapter {
      override appendHeader(response: Response, name: string, value: string): void {
        this.setHeader(response, name, value);
      }
    },
  },
  {
    what: 'reports that headers are never sent',
    caughtBy: ['adapter host', 'its reply methods', 'write status, headers and body when a filter calls them'],
    Adapter: class extends MyPlatformAdapter {
      override isHeadersSent(): boolean {
        return false;
      }
    },
  },
  {
    what: 'forgets the query of the URL',
    caughtBy: ['adapter host', 'its reply methods', 'write status, headers and body when a filter calls them'],
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
    what: 'always redirects permanently',
    caughtBy: ['replies', 'redirects', '/redirect/dynamic?to=/there redirects with 307 to /there'],
    Adapter: class extends MyPlatformAdapter {
      override redirect(response: Response, _statusCode: number, url: string): void {
        super.redirect(response, 301, url);
      }
    },
  },
  {
    what: 'continues reading a stream after the client has disconnected',
    caughtBy: ['replies', 'StreamableFile', 'is not read further after the client has disconnected'],
    Adapter: class extends MyPlatformAdapter {
      override replyStream(response: Response, stream: Readable): void {
        stream.on('data', (chunk) => response.write(chunk));
        stream.on('end', () => response.end());
      }
    },
  },
  {
    what: 'does not report how many bytes are buffered for a client',
    caughtBy: ['unread replies', 'an event stream is closed with a warning: events'],
    Adapter: class extends MyPlatformAdapter {
      override takeOver(response: Response): ServerResponse {
        return Object.defineProperty(super.takeOver(response), 'writableLength', { value: 0 });
      }
    },
  },
  {
    what: 'reads a stream faster than its client',
    caughtBy: ['unread replies', 'a pulled stream waits: file'],
    Adapter: class extends MyPlatformAdapter {
      override replyStream(response: Response, stream: Readable): void {
        stream.on('data', (chunk) => response.write(chunk));
        response.once('close', () => stream.destroy());
      }
    },
  },
  {
    what: 'replies with the properties of an Error that middleware passes on',
    caughtBy: ['foreign errors', 'the properties of an Error', 'are not in the reply: middleware/next'],
    Adapter: class extends MyPlatformAdapter {
      override setErrorHandler(handler: FailureHandler): void {
        super.setErrorHandler((error, request, response) =>
          'config' in (error as object) ? this.reply(response, error, 500) : handler(error, request, response),
        );
      }
    },
  },
  {
    what: 'ends a failed stream like a complete one',
    caughtBy: [
      'replies',
      'StreamableFile',
      'whose stream fails later closes the connection, so that the client notices',
    ],
    Adapter: class extends MyPlatformAdapter {
      override replyStream(response: Response, stream: Readable): void {
        stream.on('error', () => response.end()).pipe(response);
      }
    },
  },
  {
    what: 'forgets what fails after the reply',
    caughtBy: ['after a reply', 'middleware that passes on does not change its reply'],
    says: 'Pass everything that a handler or middleware throws',
    Adapter: class extends MyPlatformAdapter {
      override setErrorHandler(handler: FailureHandler): void {
        super.setErrorHandler((error, request, response) => !response.headersSent && handler(error, request, response));
      }
    },
  },
];
