import { FrameworkError } from '@portico/common';
import { JsonSchemaError } from '@portico/common/schemas';

/**
 * Returns the `code` of an error of Fastify or Node.js, or `''`, also for errors of an application that cannot be read.
 */
export function codeOf(error: unknown): string {
  try {
    return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  } catch {
    return '';
  }
}

/**
 * Returns whether Fastify or one of its plugins has created an error. The code is not enough, because an application
 * may copy it to an error of its own. Errors of validation are plain Errors with the list of what is invalid.
 */
export function isFastifyError(error: unknown): error is Error {
  const code = codeOf(error);
  if (!(error instanceof Error) || !code.startsWith('FST_')) return false;
  return error.name === 'FastifyError' || (code === 'FST_ERR_VALIDATION' && 'validation' in error);
}

/** The error codes of this package, with their titles; each has a section in docs/errors.md. */
export const FASTIFY_ERROR_CODES = {
  PORTICO_FASTIFY_PLUGIN_MISSING: 'A Fastify plugin that the application uses is not installed',
  PORTICO_FASTIFY_MULTIPART_LATE: 'The multipart plugin was not registered before the application started',
  PORTICO_FASTIFY_PATH: "A route path is not supported by Fastify's router",
  PORTICO_FASTIFY_VIEW_ENGINE: 'No usable view engine is set on Fastify',
  PORTICO_FASTIFY_OTHER_PLATFORM: 'A file interceptor of Fastify is used on another platform',
  PORTICO_FASTIFY_ROUTE_SCHEMA: 'A schema of a route cannot be used by Fastify',
  PORTICO_FASTIFY_RESPONSE_STATUS: 'A route has response schemas, but none for the status of its replies',
  PORTICO_FASTIFY_ROUTE_OPTIONS: 'More methods of one path have route options than Fastify can distinguish',
  PORTICO_FASTIFY_RESPONSE_MISMATCH: 'A handler result does not match the response schema of its route',
  PORTICO_FASTIFY_SERVER_OPTIONS: 'HTTPS options are passed beside a Fastify instance that has a server',
} as const;

export function pluginMissing(plugin: string, purpose: string, cause: unknown): FrameworkError {
  return new FrameworkError({
    code: 'PORTICO_FASTIFY_PLUGIN_MISSING',
    message: `${purpose} requires the package "${plugin}", which could not be loaded.`,
    remedy: `npm install ${plugin}`,
    cause,
  });
}

export function multipartLate(): FrameworkError {
  return new FrameworkError({
    code: 'PORTICO_FASTIFY_MULTIPART_LATE',
    message:
      'A file interceptor was created after Fastify had started (in a lazily loaded module or in request scope), and the multipart plugin had not been registered.',
    remedy: 'Call app.getHttpAdapter().useMultipart() before app.init() or app.listen().',
  });
}

export function httpsOnForeignInstance(): FrameworkError {
  return new FrameworkError({
    code: 'PORTICO_FASTIFY_SERVER_OPTIONS',
    message:
      '"httpsOptions" were passed to the application, but its FastifyAdapter wraps a Fastify instance that already has a server.',
    remedy:
      'Pass the options to Fastify: new FastifyAdapter(fastify({ https: httpsOptions })), or new FastifyAdapter({ https: httpsOptions }).',
  });
}

export function viewEngineName(engine: string): FrameworkError {
  return new FrameworkError({
    code: 'PORTICO_FASTIFY_VIEW_ENGINE',
    message: `setViewEngine("${engine}") was called with a name, as on Express. On Fastify it takes the options of @fastify/view.`,
    remedy: `Pass the engine itself: import engine from '${engine}', and call app.setViewEngine({ engine: { '${engine}': engine }, templates: 'views' }).`,
  });
}

export function viewEngineMissing(view: string): FrameworkError {
  return new FrameworkError({
    code: 'PORTICO_FASTIFY_VIEW_ENGINE',
    message: `The view "${view}" cannot be rendered: no view engine is set.`,
    remedy:
      "Set one before the application starts: import ejs from 'ejs', and call app.setViewEngine({ engine: { ejs }, templates: 'views' }).",
  });
}

export function otherPlatform(): FrameworkError {
  return new FrameworkError({
    code: 'PORTICO_FASTIFY_OTHER_PLATFORM',
    message: 'A file interceptor of @portico/platform-fastify received a request that does not come from Fastify.',
    remedy: 'Import FileInterceptor and the related interceptors from the platform package that the application uses.',
  });
}

/** @param route `GET /cats/:id` */
export function invalidResponseSchema(status: string, route: string, cause: unknown): FrameworkError {
  const problem = cause instanceof JsonSchemaError ? cause : undefined;
  const [why] = (problem?.reason ?? (cause instanceof Error ? cause.message : String(cause))).split('\n');
  return new FrameworkError({
    code: 'PORTICO_FASTIFY_ROUTE_SCHEMA',
    message: `The response schema for status ${status} of ${route} cannot be converted to JSON Schema. ${why}`,
    remedy: problem?.remedy ?? 'Change the schema, or pass a JSON Schema instead.',
    cause,
  });
}

/**
 * @param part of the request
 * @param route `GET /cats/:id`
 */
export function requestSchemaOfLibrary(part: string, route: string): FrameworkError {
  return new FrameworkError({
    code: 'PORTICO_FASTIFY_ROUTE_SCHEMA',
    message: `The schema for the ${part} of ${route} is a class or a schema of a library. Fastify validates requests only with JSON Schema, so nothing would be validated.`,
    remedy: 'Validate with a pipe: ValidationPipe for classes, StandardSchemaValidationPipe for schemas of libraries.',
  });
}

/**
 * @param route `POST /cats`
 * @param given the statuses of success that have a schema
 */
export function unusedResponseSchema(route: string, given: readonly string[], status: number): FrameworkError {
  return new FrameworkError({
    code: 'PORTICO_FASTIFY_RESPONSE_STATUS',
    message: `${route} replies with ${status}, but has response schemas only for ${given.join(', ')}: they omit nothing from its replies.`,
    remedy: `Use '2xx', which applies to every reply of success, or reply with ${given[0]}: @HttpCode(${given[0]}).`,
  });
}

/**
 * @param route `GET /cats`
 * @param count how many methods of the path have options
 */
export function tooManyRouteOptions(route: string, count: number): FrameworkError {
  return new FrameworkError({
    code: 'PORTICO_FASTIFY_ROUTE_OPTIONS',
    message: `${count} methods for ${route}, which differ in version or host, have @RouteConfig(), @RouteConstraints() or @RouteSchema(). Fastify's router distinguishes at most 31 routes on one path; methods without these decorators count as one.`,
    remedy: 'Remove these decorators from some of the methods, or use different paths.',
  });
}

/** @param route `GET /cats/:id` */
export function responseMismatch(route: string, reason: string, cause: Error): FrameworkError {
  return new FrameworkError({
    code: 'PORTICO_FASTIFY_RESPONSE_MISMATCH',
    message: `The handler result of ${route} does not match the response schema: ${reason}`,
    remedy: 'Return all properties that the schema requires, with their types, or change the schema.',
    cause,
  });
}
