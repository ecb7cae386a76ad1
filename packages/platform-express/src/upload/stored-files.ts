import type { Request } from 'express';
import type { MulterFileInfo, MulterStorageEngine } from './multer-options.js';

/** The request as multer fills it. */
type UploadRequest = Request & {
  readonly file?: MulterFileInfo;
  readonly files?: MulterFileInfo[] | Record<string, MulterFileInfo[]>;
};

/** Returns the files that multer has set on a request, in any of its forms. */
export function filesOf(request: Request): MulterFileInfo[] {
  const { file, files = [] }: UploadRequest = request;
  if (file) return [file];
  return Array.isArray(files) ? files : Object.values(files).flat();
}

/** Deletes stored files. */
export async function removeStored(
  storage: MulterStorageEngine,
  request: Request,
  files: readonly MulterFileInfo[],
): Promise<void> {
  // If a file cannot be deleted, the others are still deleted.
  await Promise.all(
    // The types of `@types/multer` and of storage engines differ; both are the same objects.
    files.map((file) => new Promise<void>((resolve) => storage._removeFile(request, file as never, () => resolve()))),
  );
}
