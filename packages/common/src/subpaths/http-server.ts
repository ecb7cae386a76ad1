/** `@portico/common/interfaces/http/http-server.interface.js`: the contract of HTTP adapters. */
export type { ErrorHandler, HttpServer, RequestHandler } from '../contracts/adapters/http-server.js';
