import { describeHttpPlatform } from '@portico/conformance';
import { HonoAdapter } from '../src/platform/index.js';

describeHttpPlatform({
  name: 'hono',
  createAdapter: ({ ignoreTrailingSlash, ignoreDuplicateSlashes } = {}) =>
    new HonoAdapter({
      ...(ignoreTrailingSlash !== undefined && { ignoreTrailingSlash }),
      ...(ignoreDuplicateSlashes !== undefined && { ignoreDuplicateSlashes }),
    }),
  capabilities: {
    ownServers: true,
    bodyInMiddleware: true,
    nestedUrlencoded: 'forms are read as URLSearchParams reads them, flat',
    contentEncoding: true,
    wildcardWithinPath: true,
    caseOption: 'Hono compares paths as they are written',
    trailingSlashOption: true,
    duplicateSlashOption: true,
    cors: true,
    staticFiles: true,
    views: 'Hono renders JSX, and has no engines for templates',
    uploads: 'Hono reads forms itself: context.req.parseBody()',
  },
  requestListener: (adapter) => (adapter as HonoAdapter).requestListener(),
  serveFiles: (adapter, folder, prefix) => adapter.useStaticAssets(folder, { prefix }),
});
