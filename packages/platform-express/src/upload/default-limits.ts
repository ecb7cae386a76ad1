import type { Request } from 'express';
import type { MulterLimits } from './multer-options.js';

/**
 * The maximum number of parts of a form, as in `@fastify/multipart`; also the maximum number of fields without files.
 */
const PARTS = 1_000;

type LimitsOfRequest = (request: Request) => MulterLimits | undefined;

/**
 * Returns the limits of an upload: the given ones and, for those that multer does not limit, the same as on Fastify.
 * multer also accepts a function of the request.
 */
export function withDefaultLimits(given: MulterLimits | LimitsOfRequest = {}): MulterLimits {
  if (typeof given === 'function') {
    const perRequest: LimitsOfRequest = (request) => withDefaultLimits(given(request));
    // multer accepts a function, which its types do not show.
    return perRequest as MulterLimits;
  }
  const { fields = 0, files = 0 } = given;
  return {
    parts: Math.max(PARTS, fields + files),
    fieldNestingDepth: 32,
    fieldArrayIndexLimit: Math.max(PARTS, fields),
    ...Object.fromEntries(Object.entries(given).filter(([, limit]) => limit !== undefined)),
  };
}
