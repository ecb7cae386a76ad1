import { formSizeOf } from '@portico/core';
import type { Request } from 'express';
import type { MulterLimits } from './multer-options.js';

/**
 * The maximum number of parts of a form, as in `@fastify/multipart`; also the maximum number of fields without files.
 */
const PARTS = 1_000;

type LimitsOfRequest = (request: Request) => MulterLimits | undefined;
/** multer also accepts a function of the request, which its types do not show. */
type GivenLimits = MulterLimits | LimitsOfRequest | undefined;

/**
 * Returns the limits for multer: the given ones and, for those that multer does not limit, the same as on Fastify.
 */
export function withDefaultLimits(given: GivenLimits = {}): MulterLimits {
  if (typeof given === 'function') {
    const perRequest: LimitsOfRequest = (request) => withDefaultLimits(given(request));
    return perRequest as MulterLimits;
  }
  const { formSize: _, ...limits } = given;
  const { fields = 0, files = 0 } = limits;
  return {
    parts: Math.max(PARTS, fields + files),
    fieldNestingDepth: 32,
    fieldArrayIndexLimit: Math.max(PARTS, fields),
    ...Object.fromEntries(Object.entries(limits).filter(([, limit]) => limit !== undefined)),
  };
}

/**
 * Returns how many bytes the form of a request may have.
 *
 * @param fileCount how many files the route accepts; absent if it accepts any number
 */
export function formSizeFor(request: Request, given: GivenLimits, fileCount: number | undefined): number {
  return formSizeOf((typeof given === 'function' ? given(request) : given) ?? {}, fileCount);
}
