import type { INestApplication } from '@portico/common';
import { ApplicationConfig } from '@portico/core';
import { devtoolsError } from './errors.js';

/**
 * Returns the complete path of the page.
 *
 * @throws FrameworkError `PORTICO_DEVTOOLS_PATH`
 */
export function devtoolsPath(path: string, app: INestApplication, useGlobalPrefix: boolean): string {
  const prefix = useGlobalPrefix ? app.get(ApplicationConfig).getGlobalPrefix() : '';
  const segments = `${prefix}/${path}`.split('/').filter((segment) => segment !== '');
  if (segments.length > 0 && segments.every((segment) => /^[\w.~-]+$/.test(segment))) return `/${segments.join('/')}`;
  throw devtoolsError(
    'PORTICO_DEVTOOLS_PATH',
    `Devtools cannot be served at the path ${JSON.stringify(path)}: a path consists of letters, digits and "-", "_", ".", "~".`,
    "DevtoolsModule.setup('devtools', app)",
  );
}
