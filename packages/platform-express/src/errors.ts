import { FrameworkError } from '@portico/common';

/** The error codes of this package, with their titles; each has a section in docs/errors.md. */
export const EXPRESS_ERROR_CODES = {
  PORTICO_EXPRESS_MULTER_MISSING: 'File uploads require the package multer',
  PORTICO_EXPRESS_OTHER_PLATFORM: 'A file interceptor of Express is used on another platform',
  PORTICO_EXPRESS_VIEW_ENGINE: 'No view engine is set on Express',
} as const;

export function multerMissing(cause: unknown): FrameworkError {
  return new FrameworkError({
    code: 'PORTICO_EXPRESS_MULTER_MISSING',
    message:
      'A file interceptor (FileInterceptor, FilesInterceptor, …) requires the package "multer", which could not be loaded.',
    remedy: 'npm install multer (and npm install -D @types/multer for its types).',
    cause,
  });
}

export function otherPlatform(): FrameworkError {
  return new FrameworkError({
    code: 'PORTICO_EXPRESS_OTHER_PLATFORM',
    message: 'A file interceptor of @portico/platform-express received a request that does not come from Express.',
    remedy: 'Import FileInterceptor and the related interceptors from the platform package that the application uses.',
  });
}

export function viewEngineMissing(view: string): FrameworkError {
  return new FrameworkError({
    code: 'PORTICO_EXPRESS_VIEW_ENGINE',
    message: `The view "${view}" cannot be rendered: no view engine is set, and the name has no extension.`,
    remedy: "Install an engine and set it before the application starts: app.setViewEngine('ejs').",
  });
}
