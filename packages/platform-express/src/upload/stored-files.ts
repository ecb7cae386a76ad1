import type { Request } from 'express';
import type { MulterFileInfo, MulterStorageEngine } from './multer-options.js';

/** The request as multer fills it. */
type UploadRequest = Request & {
  readonly file?: MulterFileInfo;
  readonly files?: MulterFileInfo[] | Record<string, MulterFileInfo[]>;
};

/** The files that multer has put on a request, in whichever form the interceptor asked for them. */
export function filesOf(request: Request): MulterFileInfo[] {
  const { file, files = [] } = request as UploadRequest;
  if (file) return [file];
  return Array.isArray(files) ? files : Object.values(files).flat();
}

/** Removes files from where they were stored. */
export async function removeStored(
  storage: MulterStorageEngine,
  request: Request,
  files: readonly MulterFileInfo[],
): Promise<void> {
  // A file that cannot be removed must not keep the others.
  await Promise.all(
    files.map((file) => new Promise<void>((resolve) => storage._removeFile(request, file as never, () => resolve()))),
  );
}
