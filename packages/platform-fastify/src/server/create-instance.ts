import { invalidHttpsOptions } from '@portico/common';
import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
} from 'fastify';
import { parseQueryString } from '../body/query-string.js';
import { isFastifyError } from '../errors.js';
import type { FastifyAdapterOptions } from '../options.js';
import { createWithLazyCompilers } from '../response-schema/schema-compilers.js';
import { withServerClasses } from './server-classes.js';

/** Fastify would respond to longer parameters with 414; Express limits only the request line. */
const LONGEST_PARAM = 16_384;

/** In milliseconds, as in Node.js. Fastify would wait without a limit for a request that never becomes complete. */
const REQUEST_TIMEOUT = 300_000;

/** Methods that have decorators and that Fastify does not support by default; whether they have a body. */
const MORE_METHODS: Record<string, boolean> = {
  SEARCH: true,
  PROPFIND: true,
  PROPPATCH: true,
  MKCOL: true,
  COPY: false,
  MOVE: false,
  LOCK: true,
  UNLOCK: false,
  QUERY: true,
};

export function isInstance(value: unknown): value is FastifyInstance {
  return typeof value === 'object' && value !== null && 'register' in value && typeof value.register === 'function';
}

/**
 * @param onFrameworkError replies to failures before a route is found, such as invalid percent-encoding
 */
export function createInstance(
  options: FastifyAdapterOptions,
  onFrameworkError: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => void,
): FastifyInstance {
  const { routerOptions, maxParamLength, querystringParser, requestTimeout } = options;
  try {
    // The options determine the kind of the server, which the types of Fastify need to know in advance.
    const all = {
      frameworkErrors: onFrameworkError,
      ...withServerClasses(options),
      requestTimeout: requestTimeout ?? REQUEST_TIMEOUT,
      routerOptions: {
        ...(maxParamLength === undefined && { maxParamLength: LONGEST_PARAM }),
        ...(querystringParser === undefined && { querystringParser: parseQueryString }),
        ...routerOptions,
      },
    };
    // The types of Fastify have one overload for each kind of server.
    return createWithLazyCompilers((given) => fastify(given), all as FastifyServerOptions);
  } catch (error) {
    throw isServerFault(options, error) ? invalidHttpsOptions(error) : error;
  }
}

export function withWebDavMethods(instance: FastifyInstance): FastifyInstance {
  for (const [method, hasBody] of Object.entries(MORE_METHODS)) {
    if (!instance.supportedMethods.includes(method)) instance.addHttpMethod(method, { hasBody });
  }
  return instance;
}

/** Errors of Fastify's own options have its code and a clear message. */
function isServerFault(options: FastifyAdapterOptions, error: unknown): boolean {
  return 'https' in options && !isFastifyError(error);
}
