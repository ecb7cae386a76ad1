import { type FrameworkError, frameworkError } from '@portico/common/internal';

/** Every coded error of this package, with its title; each has a section in docs/errors.md. */
export const FASTIFY_ERROR_CODES = {
  PORTICO_FASTIFY_PLUGIN_MISSING: 'A Fastify plugin that the application uses is not installed',
  PORTICO_FASTIFY_MULTIPART_LATE: 'The multipart plugin was not registered before the application started',
  PORTICO_FASTIFY_PATH: "A route path that Fastify's router cannot take",
  PORTICO_FASTIFY_VIEW_ENGINE: 'Fastify has no view engine that it could use',
  PORTICO_FASTIFY_OTHER_PLATFORM: 'A file interceptor of Fastify is used on another platform',
  PORTICO_FASTIFY_SERVER_OPTIONS: 'The HTTP server could not be made from its options',
} as const;

const GUIDE = 'docs/errors.md';

export function pluginMissing(plugin: string, purpose: string, cause: unknown): FrameworkError {
  return frameworkError({
    code: 'PORTICO_FASTIFY_PLUGIN_MISSING',
    message: `${purpose} needs the package "${plugin}", which could not be loaded.`,
    remedy: `Install it: npm install ${plugin}`,
    guide: `${GUIDE}#portico_fastify_plugin_missing`,
    cause,
  });
}

export function multipartLate(): FrameworkError {
  return frameworkError({
    code: 'PORTICO_FASTIFY_MULTIPART_LATE',
    message:
      'A file interceptor was made after Fastify had started (in a lazily loaded module, or in request scope), and nothing had registered the multipart plugin before.',
    remedy: 'Call app.getHttpAdapter().useMultipart() before app.init() or app.listen().',
    guide: `${GUIDE}#portico_fastify_multipart_late`,
  });
}

export function serverOptionsRefused(cause: unknown): FrameworkError {
  return frameworkError({
    code: 'PORTICO_FASTIFY_SERVER_OPTIONS',
    message: `The HTTPS server could not be made from the "https" options: ${cause instanceof Error ? cause.message : String(cause)}`,
    remedy: 'Check that "key" and "cert" hold PEM text that belongs together, and that "passphrase" fits the key.',
    guide: `${GUIDE}#portico_fastify_server_options`,
    cause,
  });
}

export function httpsOnForeignInstance(): FrameworkError {
  return frameworkError({
    code: 'PORTICO_FASTIFY_SERVER_OPTIONS',
    message:
      '"httpsOptions" were given to the application, but its FastifyAdapter wraps a Fastify instance that has its server already.',
    remedy:
      'Give the options to Fastify: new FastifyAdapter(fastify({ https: httpsOptions })), or new FastifyAdapter({ https: httpsOptions }).',
    guide: `${GUIDE}#portico_fastify_server_options`,
  });
}

export function viewEngineName(engine: string): FrameworkError {
  return frameworkError({
    code: 'PORTICO_FASTIFY_VIEW_ENGINE',
    message: `setViewEngine("${engine}") names an engine, as on Express; on Fastify it takes the options of @fastify/view.`,
    remedy: `Pass the engine itself: app.setViewEngine({ engine: { ${engine}: require('${engine}') }, templates: 'views' }).`,
    guide: `${GUIDE}#portico_fastify_view_engine`,
  });
}

export function viewEngineMissing(view: string): FrameworkError {
  return frameworkError({
    code: 'PORTICO_FASTIFY_VIEW_ENGINE',
    message: `The view "${view}" can't be rendered: no view engine was set.`,
    remedy:
      "Before the application starts, set one: app.setViewEngine({ engine: { ejs: require('ejs') }, templates: 'views' }).",
    guide: `${GUIDE}#portico_fastify_view_engine`,
  });
}

export function otherPlatform(): FrameworkError {
  return frameworkError({
    code: 'PORTICO_FASTIFY_OTHER_PLATFORM',
    message: 'A file interceptor of @portico/platform-fastify got a request that is not one of Fastify.',
    remedy: 'Import FileInterceptor and its sisters from the platform package that the application runs on.',
    guide: `${GUIDE}#portico_fastify_other_platform`,
  });
}
