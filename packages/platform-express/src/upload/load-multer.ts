import { createRequire } from 'node:module';
import type { RequestHandler } from 'express';
import { multerMissing } from '../errors.js';
import type { MulterField, MulterOptions } from './multer-options.js';

/** One configured multer, by the methods that the interceptors use. */
export interface MulterInstance {
  single(field: string): RequestHandler;
  array(field: string, maxCount?: number): RequestHandler;
  fields(fields: readonly MulterField[]): RequestHandler;
  any(): RequestHandler;
  none(): RequestHandler;
}

type MulterFactory = (options: MulterOptions) => MulterInstance;

const require = createRequire(import.meta.url);
let multer: MulterFactory | undefined;

/** Loads multer at its first use, so that applications without uploads need not install it. */
export function createMulter(options: MulterOptions): MulterInstance {
  if (!multer) {
    try {
      multer = require('multer') as MulterFactory;
    } catch (error) {
      throw multerMissing(error);
    }
  }
  return multer(options);
}
