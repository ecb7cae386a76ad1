import { MyPlatformAdapter } from '../../starters/http/index.js';
import type { StoppingFault } from './stopping-fault.js';

/** HTTP adapters that do not reply to the simplest request, or do not close. */
export const HTTP_FAULTS: readonly StoppingFault<new () => MyPlatformAdapter>[] = [
  {
    what: 'registers no routes',
    says: [
      'The platform "my-platform" answered the first request of the suite, GET /first-request, with 404, so its tests were not run.',
    ],
    Adapter: class extends MyPlatformAdapter {
      protected override addRoute(): void {}
    },
  },
  {
    what: 'has a field with the name of a method',
    says: ['The adapter "my-platform" has fields with the names of methods that core calls: options. Rename them.'],
    Adapter: class extends MyPlatformAdapter {
      constructor() {
        super();
        Object.defineProperty(this, 'options', { value: { sensitive: true }, enumerable: true });
      }
    },
  },
  {
    what: 'never replies',
    says: [
      'The platform "my-platform" did not answer the first request of the suite, so its tests were not run.',
      'The handler ran, and core called reply(response, "answered") of the adapter.',
    ],
    Adapter: class extends MyPlatformAdapter {
      override reply(): void {}
    },
  },
  {
    what: 'has middleware that does not call next()',
    says: ['The handler was not called. Check that the server of initHttpServer() passes each request to the library'],
    Adapter: class extends MyPlatformAdapter {
      override registerParserMiddleware(): void {
        this.use(() => undefined);
      }
    },
  },
  {
    what: 'has a parser that fails',
    says: [
      'GET /first-request, with 500, so its tests were not run. The body is "{\\"statusCode\\":500',
      'and the log has: Error: the parser is broken',
    ],
    Adapter: class extends MyPlatformAdapter {
      override registerParserMiddleware(): void {
        this.use(() => {
          throw new Error('the parser is broken');
        });
      }
    },
  },
  {
    what: 'never closes',
    says: [
      'The first application of the suite on the platform "my-platform" did not close, so its tests were not run. ' +
        'app.close() did not settle within 4 s. It waits for close() of the HTTP adapter.',
    ],
    Adapter: class extends MyPlatformAdapter {
      override close(): Promise<void> {
        return new Promise(() => undefined);
      }
    },
  },
];
