import { describeHttpPlatform } from '@portico/conformance';
import { MyPlatformAdapter } from './index.js';

describeHttpPlatform({
  name: 'my-platform',
  createAdapter: () => new MyPlatformAdapter(),
  capabilities: {
    ownServers: true,
    bodyInMiddleware: true,
    nestedUrlencoded: 'forms are flat',
    contentEncoding: 'compressed bodies are not inflated yet',
    emptyJson: true,
    wildcardWithinPath: true,
    caseOption: 'paths are always compared without regard to case',
    trailingSlashOption: 'a slash at the end never matters',
    duplicateSlashOption: 'slashes are never joined',
    cors: 'left to a middleware',
    staticFiles: 'left to a server in front',
    views: 'none yet',
    uploads: 'none yet',
  },
  requestListener: (adapter) => adapter.getInstance().listener,
});
