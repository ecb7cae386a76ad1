import { createRequire } from 'node:module';
import type { RequestHandler } from 'express';
import { multerMissing } from '../errors.js';
import type { MulterField, MulterOptions, MulterStorageEngine } from './multer-options.js';

/** The methods of a configured multer that the interceptors use. */
export interface MulterInstance {
  single(field: string): RequestHandler;
  array(field: string, maxCount?: number): RequestHandler;
  fields(fields: readonly MulterField[]): RequestHandler;
  any(): RequestHandler;
  none(): RequestHandler;
}

interface MulterFactory {
  (options: MulterOptions): MulterInstance;
  diskStorage(options: { destination: string }): MulterStorageEngine;
  memoryStorage(): MulterStorageEngine;
}

const require = createRequire(import.meta.url);
let multer: MulterFactory | undefined;

/** Creates a multer instance. */
export function createMulter(options: MulterOptions): MulterInstance {
  return load()(options);
}

/** Returns the storage of an upload, chosen as in multer. */
export function storageOf({ storage, dest }: MulterOptions): MulterStorageEngine {
  if (storage) return storage;
  return dest === undefined ? load().memoryStorage() : load().diskStorage({ destination: dest });
}

/** Loads multer when it is first used, so that applications without uploads do not need to install it. */
function load(): MulterFactory {
  if (!multer) {
    try {
      const loaded: MulterFactory = require('multer');
      multer = loaded;
    } catch (error) {
      throw multerMissing(error);
    }
  }
  return multer;
}
