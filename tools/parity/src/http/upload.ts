import type { NestInterceptor, Type } from '@portico/common';
import type { Kit } from '../kit.js';
import type { Platform } from '../subjects.js';
import type { UploadCase } from './case.js';

/** Limits, each of which one form of `body.ts` exceeds. */
export const LIMITS = { fileSize: 1_000, files: 1, fields: 2, parts: 3, fieldSize: 2 } as const;

/**
 * The interceptor that reads the form of a route; none with NestJS on Fastify, which has no uploads.
 */
export function uploadInterceptor(
  kit: Kit,
  platform: Platform,
  { kind, maxCount, limits, filter }: UploadCase,
): Type<NestInterceptor> | undefined {
  if (platform === 'fastify' && kit.framework === 'reference') return undefined;
  const uploads = platform === 'fastify' ? kit.fastify : kit.express;
  const { AnyFilesInterceptor, FileFieldsInterceptor, FileInterceptor, FilesInterceptor, NoFilesInterceptor } =
    uploads as Kit['express'];
  const options = {
    ...(limits === undefined ? {} : { limits: { [limits]: LIMITS[limits] } }),
    ...(filter === undefined
      ? {}
      : {
          fileFilter: (_request: unknown, _file: unknown, decide: (error: Error | null, accepts: boolean) => void) => {
            if (filter === 'refuses') decide(new kit.common.ConflictException('refused'), false);
            else decide(null, filter === 'accepts');
          },
        }),
  };
  const counted = maxCount === undefined ? {} : { maxCount };
  switch (kind) {
    case 'file':
      return FileInterceptor('file', options as never);
    case 'files':
      return FilesInterceptor('file', maxCount, options as never);
    case 'fields':
      return FileFieldsInterceptor(
        [
          { name: 'file', ...counted },
          { name: 'more', maxCount: 1 },
        ],
        options as never,
      );
    case 'any':
      return AnyFilesInterceptor(options as never);
    case 'none':
      return NoFilesInterceptor(options as never);
  }
}
