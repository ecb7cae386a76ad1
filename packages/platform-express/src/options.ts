import type { Server } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type {
  CorsOptions,
  CorsOptionsDelegate,
  HttpServer,
  INestApplication,
  ServerListenOptions,
} from '@portico/common';
import type { Express, Request, Response } from 'express';
import type { NestExpressBodyParserOptions, NestExpressBodyParserType } from './body-parsing.js';

/** Options of `express.static`, with a path prefix. */
export interface ServeStaticOptions {
  /** Path prefix of the files, such as `'/public'`. */
  prefix?: string | undefined;
  acceptRanges?: boolean | undefined;
  cacheControl?: boolean | undefined;
  dotfiles?: 'allow' | 'deny' | 'ignore' | undefined;
  etag?: boolean | undefined;
  extensions?: string[] | false | undefined;
  fallthrough?: boolean | undefined;
  immutable?: boolean | undefined;
  index?: boolean | string | string[] | undefined;
  lastModified?: boolean | undefined;
  maxAge?: number | string | undefined;
  redirect?: boolean | undefined;
  setHeaders?: ((response: any, path: string, stat: any) => void) | undefined;
}

/** Renders a view: `(path, options, callback)`, as for `app.engine` of Express. */
export type ViewEngine = (path: string, options: object, callback: (error: unknown, rendered?: string) => void) => void;

/**
 * An application on Express, with the methods of Express.
 *
 * @example
 * const app = await NestFactory.create<NestExpressApplication>(AppModule);
 * app.useStaticAssets('public');
 * app.set('trust proxy', 1);
 *
 * @see https://docs.nestjs.com/first-steps#platform
 */
export interface NestExpressApplication<TServer extends Server | HttpsServer = Server>
  extends INestApplication<TServer> {
  getHttpAdapter(): HttpServer<Request, Response, Express>;
  listen(servers: readonly ServerListenOptions[], callback?: () => void): Promise<(Server | HttpsServer)[]>;
  listen(port: number | string, hostname: string, callback?: () => void): Promise<TServer>;
  listen(port: number | string, callback?: () => void): Promise<TServer>;
  /** Changes a setting of Express, such as `'trust proxy'` or `'query parser'`. */
  set(setting: string, value: unknown): this;
  engine(extension: string, engine: ViewEngine): this;
  enable(setting: string): this;
  disable(setting: string): this;
  /** Serves the files of a folder. */
  useStaticAssets(path: string, options?: ServeStaticOptions): this;
  enableCors(options?: CorsOptions | CorsOptionsDelegate<any>): this;
  /**
   * Adds a body parser of Express, with its options.
   *
   * @example app.useBodyParser('json', { limit: '10mb' });
   */
  useBodyParser<T extends NestExpressBodyParserType>(
    parser: T,
    options?: Omit<NestExpressBodyParserOptions<T>, 'verify'>,
  ): this;
  /** Sets the folder, or folders, of the views. */
  setBaseViewsDir(path: string | string[]): this;
  /** Sets the engine for views without an extension, such as `'ejs'`. */
  setViewEngine(engine: string): this;
  /** Makes a value available in all views. */
  setLocal(key: string, value: unknown): this;
}
