import type { Server as HttpServer } from 'node:http';
import type { INestApplication, WebSocketAdapter } from '@portico/common';
import type { Adapter } from '../case.js';
import type { Builder } from './builder.js';
import { makeDocumentedAdapter } from './documented-adapter.js';
import { ioVariant, wsVariant } from './library-adapters.js';
import { watchAdapter } from './watching-adapters.js';

/** The adapter of a case; `undefined` leaves the choice to the application. */
export function buildAdapter(builder: Builder, adapter: Adapter, app: INestApplication): WebSocketAdapter | undefined {
  const { variant, library } = adapter;
  if (variant === 'default') return undefined;
  if (variant === 'documented') return makeDocumentedAdapter(builder, library, app.getHttpServer() as HttpServer);
  const host = variant === 'http-server' ? (app.getHttpServer() as HttpServer) : app;
  const { kit } = builder;
  const Adapter = library === 'ws' ? kit.ws.WsAdapter : kit.socketIo.IoAdapter;
  const Watching = watchAdapter(builder, variant, Adapter as never);
  if (Watching) return new Watching(host);
  return library === 'ws' ? wsVariant(builder, variant, host) : ioVariant(builder, variant, host);
}
