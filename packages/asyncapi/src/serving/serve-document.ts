import type { INestApplication } from '@portico/common';
import { ApplicationConfig } from '@portico/core';
import type { AsyncApiDocument } from '../async-api-document.js';
import { asyncApiError } from '../errors.js';
import { PAGE_POLICY, renderPage } from './render-page.js';

/** Options for serving a document. */
export interface AsyncApiSetupOptions {
  /** Whether the paths begin with the global prefix of the application. Default: `false`. */
  readonly useGlobalPrefix?: boolean | undefined;
  /** The path of the document as JSON. Default: the path of the page followed by `.json`. */
  readonly jsonPath?: string | undefined;
  /** The path of the document as YAML. Default: the path of the page followed by `.yaml`. */
  readonly yamlPath?: string | undefined;
}

type Source = AsyncApiDocument | (() => AsyncApiDocument | Promise<AsyncApiDocument>);

/** One form of a document. */
interface Form {
  readonly contentType: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** @param url the URL of the request */
  write(document: AsyncApiDocument, url: string): string | Promise<string>;
}

/** Adds the routes of a document to the HTTP platform. Guards and interceptors of controllers do not run for them. */
export function serveDocument(
  path: string,
  app: INestApplication,
  source: Source,
  { useGlobalPrefix = false, jsonPath = `${path}.json`, yamlPath = `${path}.yaml` }: AsyncApiSetupOptions,
): void {
  const prefix = useGlobalPrefix ? app.get(ApplicationConfig).getGlobalPrefix() : '';
  const place = (each: string): string => joinPaths(prefix, each);
  const page = place(path);
  const json = place(jsonPath);
  const yaml = place(yamlPath);
  const document = once(source);
  serve(app, page, document, {
    contentType: 'text/html; charset=utf-8',
    headers: { 'content-security-policy': PAGE_POLICY },
    write(each, url) {
      const from = /^[^?]*\/(?:\?|$)/.test(url) ? `${page}/` : page;
      return renderPage(each, { json: relative(from, json), yaml: relative(from, yaml) });
    },
  });
  serve(app, json, document, {
    contentType: 'application/json; charset=utf-8',
    write: (each) => JSON.stringify(each, undefined, 2),
  });
  serve(app, yaml, document, {
    contentType: 'application/yaml; charset=utf-8',
    write: async (each) => (await import('yaml')).stringify(each, { aliasDuplicateObjects: false }),
  });
}

function serve(app: INestApplication, path: string, document: () => Promise<AsyncApiDocument>, form: Form): void {
  const adapter = app.getHttpAdapter();
  adapter.get(path, async (request: unknown, response: unknown, next?: unknown) => {
    try {
      const text = await form.write(await document(), adapter.getRequestUrl?.(request) ?? path);
      const headers = { 'content-type': form.contentType, 'cache-control': 'no-cache', ...form.headers };
      for (const [name, value] of Object.entries(headers)) adapter.setHeader(response, name, value);
      adapter.reply(response, text, 200);
    } catch (error) {
      // Fastify passes no `next`, and handles the rejection of the promise instead.
      if (typeof next !== 'function') throw error;
      next(error);
    }
  });
}

/** Creates the document at the first request. A failure is not stored, so the next request tries again. */
function once(source: Source): () => Promise<AsyncApiDocument> {
  if (typeof source !== 'function') return () => Promise.resolve(source);
  let made: Promise<AsyncApiDocument> | undefined;
  return () => {
    made ??= Promise.resolve()
      .then(source)
      .catch((error: unknown) => {
        made = undefined;
        throw error;
      });
    return made;
  };
}

/** @throws FrameworkError `PORTICO_ASYNCAPI_PATH` for a path with parameters */
function joinPaths(...paths: readonly string[]): string {
  const path = `/${paths
    .flatMap((each) => each.split('/'))
    .filter(Boolean)
    .join('/')}`;
  if (!/[:*{}()[\]\\?#]/.test(path)) return path;
  throw asyncApiError(
    'PORTICO_ASYNCAPI_PATH',
    `The path ${JSON.stringify(path)} has parameters, or characters that paths of URLs cannot have.`,
    "Pass a path without them, such as AsyncApiModule.setup('asyncapi', app, document).",
  );
}

/** Returns a relative link, which works behind a proxy that adds a prefix. */
function relative(from: string, to: string): string {
  const parents = from.split('/').slice(0, -1);
  const target = to.split('/');
  let common = 0;
  while (common < parents.length && parents[common] === target[common]) common += 1;
  return `${'../'.repeat(parents.length - common) || './'}${target.slice(common).join('/')}`;
}
