import { describeHttpPlatform } from '@portico/conformance';
import express from 'express';
import { diskStorage } from 'multer';
import {
  AnyFilesInterceptor,
  ExpressAdapter,
  FileFieldsInterceptor,
  FileInterceptor,
  FilesInterceptor,
  MulterModule,
  NoFilesInterceptor,
} from './index.js';

describeHttpPlatform({
  name: 'express',
  createAdapter: ({ caseSensitive, ignoreTrailingSlash } = {}) => {
    const app = express();
    if (caseSensitive !== undefined) app.set('case sensitive routing', caseSensitive);
    if (ignoreTrailingSlash !== undefined) app.set('strict routing', !ignoreTrailingSlash);
    return new ExpressAdapter(app);
  },
  capabilities: {
    ownServers: true,
    bodyInMiddleware: true,
    nestedUrlencoded: true,
    contentEncoding: true,
    wildcardWithinPath: true,
    caseOption: true,
    trailingSlashOption: true,
    duplicateSlashOption: 'Express never joins slashes',
    cors: true,
    staticFiles: true,
    views: true,
    uploads: true,
  },
  requestListener: (adapter) => adapter.getInstance(),
  serveFiles: (adapter, folder, prefix) => adapter.useStaticAssets(folder, { prefix }),
  useViews: (adapter, folder) => {
    (adapter as ExpressAdapter).setBaseViewsDir(folder).setViewEngine('ejs');
  },
  uploads: {
    FileInterceptor,
    FilesInterceptor,
    FileFieldsInterceptor,
    AnyFilesInterceptor,
    NoFilesInterceptor,
    module: MulterModule,
    diskStorage,
  },
});
