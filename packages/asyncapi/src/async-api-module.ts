import type { INestApplication, INestApplicationContext } from '@portico/common';
import type { AsyncApiConfig } from './async-api-config.js';
import type { AsyncApiDocument } from './async-api-document.js';
import type { AsyncApiDocumentOptions } from './async-api-options.js';
import { createDocument } from './document/create-document.js';
import { type AsyncApiSetupOptions, serveDocument } from './serving/serve-document.js';

/**
 * AsyncAPI 3.0 documents of the gateways of an application.
 *
 * @example
 * const config = new AsyncApiBuilder().setTitle('Chat').setVersion('1.0').build();
 * AsyncApiModule.setup('asyncapi', app, () => AsyncApiModule.createDocument(app, config));
 * await app.listen(3000); // http://localhost:3000/asyncapi
 * @see docs/asyncapi.md
 */
export class AsyncApiModule {
  /**
   * Describes the gateways of an application: servers, channels, messages with their schemas, and security. What cannot be described
   * is left out with a warning.
   *
   * @param app the application. Before it has started, its address and options that a factory returns are not known.
   * @param config the parts that cannot be read from the code, as an object or from {@link AsyncApiBuilder}
   */
  static createDocument(
    app: Pick<INestApplicationContext, 'get'>,
    config: AsyncApiConfig = {},
    options: AsyncApiDocumentOptions = {},
  ): AsyncApiDocument {
    return createDocument(app, config, options);
  }

  /**
   * Serves a document: a page to read at `path`, JSON at `path.json`, and YAML at `path.yaml`. Call it before `app.listen()`.
   *
   * @param document or a function that returns one, which is called at the first request
   * @throws FrameworkError `PORTICO_ASYNCAPI_PATH` if the path is not valid
   */
  static setup(
    path: string,
    app: INestApplication,
    document: AsyncApiDocument | (() => AsyncApiDocument | Promise<AsyncApiDocument>),
    options: AsyncApiSetupOptions = {},
  ): void {
    serveDocument(path, app, document, options);
  }
}
