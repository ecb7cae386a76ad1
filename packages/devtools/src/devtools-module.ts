import { type INestApplication, Logger } from '@portico/common';
import { HttpAdapterHost } from '@portico/core';
import { Devtools } from './devtools.js';
import { devtoolsPath } from './devtools-path.js';
import { Access } from './http/access.js';
import { GuardRunner } from './http/run-guard.js';
import { serve } from './http/serve.js';
import type { DevtoolsOptions } from './options.js';

const logger = new Logger('Devtools');

/**
 * A page for trying messages, watching clients and viewing modules.
 *
 * @see docs/devtools.md
 */
export class DevtoolsModule {
  /**
   * Serves the page. Call it before `app.listen()`, and after middleware that its guard needs, such as sessions. Nothing is
   * observed until the page is opened. If `NODE_ENV` is `production` and there is no guard, nothing is served.
   *
   * @param path the path of the page, such as `devtools`
   * @throws FrameworkError `PORTICO_DEVTOOLS_PATH` for a path that is not valid
   * @example
   * DevtoolsModule.setup('devtools', app);
   * await app.listen(3000); // http://localhost:3000/devtools
   */
  static setup(path: string, app: INestApplication, options: DevtoolsOptions = {}): void {
    const { guard, hosts = [], useGlobalPrefix } = options;
    const base = devtoolsPath(path, app, useGlobalPrefix === true);
    if (process.env.NODE_ENV === 'production' && !guard) {
      logger.log(
        `Devtools are not served at ${base}: NODE_ENV is "production", and there is no guard. ` +
          'To serve them: DevtoolsModule.setup(path, app, { guard: AdminGuard })',
      );
      return;
    }
    const route = { type: DevtoolsModule, handler: DevtoolsModule.setup };
    const access = new Access(guard && new GuardRunner(app, guard, route), hosts);
    serve(app.get(HttpAdapterHost).httpAdapter, base, access, new Devtools(app).routes());
  }
}
