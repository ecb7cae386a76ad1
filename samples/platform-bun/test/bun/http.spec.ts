import { describeHttpPlatform } from '@portico/conformance';
import { BunHttpAdapter } from '../../src/platform/index.js';
import { skipDifferences } from './differences.fixture.js';

skipDifferences({
  'duplicate headers are joined, or the first one is used':
    'Bun joins all headers, those that Node takes once included',
  'with the time limits of Node.js for requests': 'the idle time-out of Bun limits them',
  'with several servers, which all have the limits of the first one':
    'Bun replies to malformed requests itself, and has no events for them',
  'replies to requests that are on the way when it closes, on used and on new connections':
    'Bun closes idle connections when its server stops',
  'has no more bytes than declared: /file/growing':
    'Bun closes a connection on which a request arrives during a streamed reply',
});

describeHttpPlatform({
  name: 'bun',
  createAdapter: (options = {}) => new BunHttpAdapter(options),
  capabilities: {
    ownServers: true,
    bodyInMiddleware: true,
    nestedUrlencoded: 'forms are flat, as those of node:querystring',
    contentEncoding: true,
    wildcardWithinPath: true,
    caseOption: true,
    trailingSlashOption: true,
    duplicateSlashOption: true,
    cors: true,
    staticFiles: 'left to middleware, or a server in front',
    views: 'none',
    uploads: 'none: handlers read forms with request.native.formData()',
  },
  requestListener: (adapter) => (adapter as BunHttpAdapter).requestListener(),
});
