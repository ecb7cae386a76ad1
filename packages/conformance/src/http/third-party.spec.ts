import { describeHttpPlatform } from './describe-http-platform.js';
import { NodeAdapter } from './node-adapter.fixture.js';

const SMALL = 'the Node adapter is as small as the contract allows';

/** Any platform can run the suite: this one is written against the public contract alone. */
describeHttpPlatform({
  name: 'node',
  createAdapter: () => new NodeAdapter(),
  capabilities: {
    ownServers: true,
    bodyInMiddleware: true,
    nestedUrlencoded: SMALL,
    contentEncoding: SMALL,
    wildcardWithinPath: true,
    caseOption: SMALL,
    trailingSlashOption: SMALL,
    duplicateSlashOption: SMALL,
    cors: SMALL,
    staticFiles: SMALL,
    views: SMALL,
    uploads: SMALL,
  },
  requestListener: (adapter) => adapter.getInstance(),
});
