import type { Server } from 'node:http';
import type { Http2SecureServer, Http2Server } from 'node:http2';
import type { Server as SecureServer } from 'node:https';
import type { HttpServer, INestApplication, ServerListenOptions } from '@portico/common';
import type {
  FastifyHttp2Options,
  FastifyHttp2SecureOptions,
  FastifyHttpOptions,
  FastifyHttpsOptions,
  FastifyInstance,
  FastifyListenOptions,
  FastifyPluginAsync,
  FastifyPluginCallback,
  FastifyPluginOptions,
  FastifyRegisterOptions,
  FastifyReply,
  FastifyRequest,
  InjectOptions,
  LightMyRequestChain,
  LightMyRequestResponse,
} from 'fastify';
import type { FastifyBodyParser, NestFastifyBodyParserOptions } from './body/body-parsing.js';

/** A server that Fastify can run on. */
export type FastifyServer = Server | SecureServer | Http2Server | Http2SecureServer;

/** The options of `new FastifyAdapter()`: those of `fastify()`, including `http`, `https` and `http2`. */
export type FastifyAdapterOptions =
  | FastifyHttpOptions<Server>
  | FastifyHttpsOptions<SecureServer>
  | FastifyHttp2Options<Http2Server>
  | FastifyHttp2SecureOptions<Http2SecureServer>;

/** Where to listen: the options of Fastify's `listen`. */
export type NestFastifyListenOptions = FastifyListenOptions;

type Plugin<Options extends FastifyPluginOptions> =
  | FastifyPluginCallback<Options>
  | FastifyPluginAsync<Options>
  | Promise<{ default: FastifyPluginCallback<Options> }>
  | Promise<{ default: FastifyPluginAsync<Options> }>;

/**
 * An application on Fastify, with the methods of Fastify.
 *
 * @example
 * const app = await NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter());
 * await app.register(helmet);
 * await app.listen(3000, '0.0.0.0');
 *
 * @see https://docs.nestjs.com/techniques/performance
 */
export interface NestFastifyApplication<TServer extends FastifyServer = Server> extends INestApplication<TServer> {
  getHttpAdapter(): HttpServer<FastifyRequest, FastifyReply, FastifyInstance>;
  /** Registers a Fastify plugin. */
  register<Options extends FastifyPluginOptions = any>(
    plugin: Plugin<Options>,
    options?: FastifyRegisterOptions<Options>,
  ): Promise<FastifyInstance>;
  /**
   * Adds a parser for a media type.
   *
   * @example app.useBodyParser('application/json', { bodyLimit: 10_485_760 });
   */
  useBodyParser(
    type: string | string[] | RegExp,
    options?: NestFastifyBodyParserOptions,
    parser?: FastifyBodyParser,
  ): this;
  /** Serves the files of a folder through `@fastify/static`, which must be installed. */
  useStaticAssets(options: { root: string | string[]; prefix?: string; [option: string]: unknown }): this;
  /** Enables CORS with the options of `@fastify/cors`. */
  enableCors(options?: any): this;
  /** Renders views through `@fastify/view`, which must be installed. */
  setViewEngine(options: { engine: object; [option: string]: unknown } | string): this;
  /** Sends a request without a socket, as Fastify's `inject` does. */
  inject(): LightMyRequestChain;
  inject(options: InjectOptions | string): Promise<LightMyRequestResponse>;
  listen(servers: readonly ServerListenOptions[], callback?: () => void): Promise<(Server | SecureServer)[]>;
  listen(options: NestFastifyListenOptions, callback?: () => void): Promise<TServer>;
  listen(port: number | string, address: string, backlog: number, callback?: () => void): Promise<TServer>;
  listen(port: number | string, address: string, callback?: () => void): Promise<TServer>;
  listen(port: number | string, callback?: () => void): Promise<TServer>;
}
