import { type FrameworkError, frameworkError } from '@portico/common/internal';

/** Every coded error of this package, with its title; each has a section in docs/errors.md. */
export const EXPRESS_ERROR_CODES = {
  PORTICO_EXPRESS_MULTER_MISSING: 'Uploads need the package multer',
  PORTICO_EXPRESS_OTHER_PLATFORM: 'A file interceptor of Express is used on another platform',
  PORTICO_EXPRESS_SERVER_OPTIONS: 'The HTTP server could not be made from its options',
} as const;

const GUIDE = 'docs/errors.md';

export function multerMissing(cause: unknown): FrameworkError {
  return frameworkError({
    code: 'PORTICO_EXPRESS_MULTER_MISSING',
    message:
      'A file interceptor (FileInterceptor, FilesInterceptor, …) is used, but the package "multer", which reads multipart bodies on Express, could not be loaded.',
    remedy: 'Install it: npm install multer (and npm install -D @types/multer for its types).',
    guide: `${GUIDE}#portico_express_multer_missing`,
    cause,
  });
}

export function serverOptionsRefused(cause: unknown): FrameworkError {
  return frameworkError({
    code: 'PORTICO_EXPRESS_SERVER_OPTIONS',
    message: `The HTTPS server could not be made from "httpsOptions": ${cause instanceof Error ? cause.message : String(cause)}`,
    remedy: 'Check that "key" and "cert" hold PEM text that belongs together, and that "passphrase" fits the key.',
    guide: `${GUIDE}#portico_express_server_options`,
    cause,
  });
}

export function otherPlatform(): FrameworkError {
  return frameworkError({
    code: 'PORTICO_EXPRESS_OTHER_PLATFORM',
    message: 'A file interceptor of @portico/platform-express got a request that is not one of Express.',
    remedy: 'Import FileInterceptor and its sisters from the platform package that the application runs on.',
    guide: `${GUIDE}#portico_express_other_platform`,
  });
}
