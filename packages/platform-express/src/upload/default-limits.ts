import type { Request } from 'express';
import type { MulterLimits } from './multer-options.js';

/**
 * The maximum number of parts of a form, as in `@fastify/multipart`; also the maximum number of fields without files.
 */
const PARTS = 1_000;

type LimitsOfRequest = (request: Request) => MulterLimits | undefined;
/** multer also accepts a function of the request, which its types do not show. */
export type GivenLimits = MulterLimits | LimitsOfRequest | undefined;

/** Makes sure that a function of the request is called once for each request, as by multer. */
export function oncePerRequest(given: GivenLimits): GivenLimits {
  if (typeof given !== 'function') return given;
  const known = new WeakMap<Request, MulterLimits | undefined>();
  return (request) => {
    if (!known.has(request)) known.set(request, given(request));
    return known.get(request);
  };
}

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
