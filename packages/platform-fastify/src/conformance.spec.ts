import { describeHttpPlatform } from '@portico/conformance';
import ejs from 'ejs';
import {
  AnyFilesInterceptor,
  diskStorage,
  FastifyAdapter,
  FileFieldsInterceptor,
  FileInterceptor,
  FilesInterceptor,
  MultipartModule,
  NoFilesInterceptor,
} from './index.js';

describeHttpPlatform({
  name: 'fastify',
  createAdapter: (routerOptions) => new FastifyAdapter(routerOptions && { routerOptions }),
  capabilities: {
    ownServers: true,
    bodyInMiddleware: 'Fastify runs middleware before it reads the body',
    nestedUrlencoded: true,
    contentEncoding: true,
    emptyJson: 'Fastify refuses it by itself',
    wildcardWithinPath: "Fastify's router knows wildcards at the end only",
    caseOption: true,
    trailingSlashOption: true,
    duplicateSlashOption: true,
    cors: true,
    staticFiles: true,
    views: true,
    uploads: true,
  },
  // Without `route`, handlers would be registered with get() and other route methods of Fastify, which do not support next().
  fastPaths: ['createReplier', 'bindMiddleware'],
  requestListener: (adapter) => (request, response) => adapter.getInstance().routing(request, response),
  serveFiles: (adapter, folder, prefix) => adapter.useStaticAssets({ root: folder, prefix }),
  useViews: (adapter, folder) => adapter.setViewEngine({ engine: { ejs }, root: folder, viewExt: 'ejs' }),
  uploads: {
    FileInterceptor,
    FilesInterceptor,
    FileFieldsInterceptor,
    AnyFilesInterceptor,
    NoFilesInterceptor,
    module: MultipartModule,
    diskStorage,
  },
});
