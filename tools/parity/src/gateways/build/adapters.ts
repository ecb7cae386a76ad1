import type { Server as HttpServer } from 'node:http';
import type { INestApplication, WebSocketAdapter } from '@portico/common';
import type { Adapter } from '../case.js';
import type { Builder } from './builder.js';
import { makeDocumentedAdapter } from './documented-adapter.js';

/** The adapter of a case; `undefined` leaves the choice to the application. */
export function buildAdapter(builder: Builder, adapter: Adapter, app: INestApplication): WebSocketAdapter | undefined {
  const { variant, library } = adapter;
  if (variant === 'default') return undefined;
  if (variant === 'documented') return makeDocumentedAdapter(builder, library, app.getHttpServer() as HttpServer);
  const host = variant === 'http-server' ? (app.getHttpServer() as HttpServer) : app;
  return library === 'ws' ? wsAdapter(builder, variant, host) : ioAdapter(builder, variant, host);
}

function wsAdapter({ kit, recorder }: Builder, variant: Adapter['variant'], host: object): WebSocketAdapter {
  const { WsAdapter } = kit.ws;
  const saw = (text: string) => recorder.trace('adapter', text);
  switch (variant) {
    case 'sees-handlers':
      return new (class extends WsAdapter {
        override bindMessageHandlers(client: any, handlers: any, transform: any): any {
          saw(`binds ${handlers.map((handler: { message: unknown }) => String(handler.message)).join(' ')}`);
          return super.bindMessageHandlers(client, handlers, transform);
        }
      })(host);
    case 'own-handlers':
      return new (class extends WsAdapter {
        override bindMessageHandlers(client: any, handlers: any[], transform: any): any {
          client.on('message', (text: Buffer) => {
            const { event, data } = JSON.parse(text.toString());
            const handler = handlers.find(({ message }) => message === event);
            if (!handler) return;
            transform(handler.callback(data, undefined)).subscribe((value: unknown) => {
              if (client.readyState === 1) client.send(JSON.stringify({ own: value }));
            });
          });
        }
      })(host);
    case 'sees-clients':
      return new (class extends WsAdapter {
        override bindClientConnect(server: any, callback: Function): any {
          return super.bindClientConnect(server, (client: object, ...more: unknown[]) => {
            saw(`connects ${recorder.nameOf(client)}`);
            callback(client, ...more);
          });
        }
        override bindClientDisconnect(client: any, callback: Function): any {
          return super.bindClientDisconnect(client, (...reason: unknown[]) => {
            saw(`disconnects ${recorder.nameOf(client)}`);
            callback(...reason);
          });
        }
      })(host);
    case 'sees-servers':
      return new (class extends WsAdapter {
        override create(port: number, options?: any): any {
          saw(`creates ${port === 0 ? 'on the application' : 'on a port'} ${Object.keys(options ?? {}).sort()}`);
          return super.create(port, options);
        }
      })(host);
    case 'sees-close':
      return new (class extends WsAdapter {
        override async close(server: any): Promise<any> {
          saw('closes');
          return super.close(server);
        }
      })(host);
    case 'own-parser':
      return new WsAdapter(host, {
        messageParser: (data: unknown) => {
          const [event, payload] = JSON.parse(String(data));
          return { event, data: payload };
        },
      } as never);
    default:
      return new WsAdapter(host);
  }
}

function ioAdapter({ kit, recorder }: Builder, variant: Adapter['variant'], host: object): WebSocketAdapter {
  const { IoAdapter } = kit.socketIo;
  const saw = (text: string) => recorder.trace('adapter', text);
  switch (variant) {
    case 'sees-handlers':
      return new (class extends IoAdapter {
        override bindMessageHandlers(client: any, handlers: any, transform: any): any {
          saw(`binds ${handlers.map((handler: { message: unknown }) => String(handler.message)).join(' ')}`);
          return super.bindMessageHandlers(client, handlers, transform);
        }
      })(host);
    case 'own-handlers':
      return new (class extends IoAdapter {
        override bindMessageHandlers(client: any, handlers: any[], transform: any): any {
          for (const { message, callback } of handlers) {
            client.on(message, (data: unknown, ack: unknown) =>
              transform(callback(data, ack)).subscribe((value: unknown) => client.emit('own', value)),
            );
          }
        }
      })(host);
    case 'sees-clients':
      return new (class extends IoAdapter {
        override bindClientConnect(server: any, callback: Function): any {
          return super.bindClientConnect(server, (client: object, ...more: unknown[]) => {
            saw(`connects ${recorder.nameOf(client)}`);
            callback(client, ...more);
          });
        }
        override bindClientDisconnect(client: any, callback: Function): any {
          return super.bindClientDisconnect(client, (...reason: unknown[]) => {
            saw(`disconnects ${recorder.nameOf(client)}`);
            callback(...reason);
          });
        }
      })(host);
    case 'sees-servers':
      return new (class extends IoAdapter {
        override createIOServer(port: number, options?: any): any {
          saw(`creates ${port === 0 ? 'on the application' : 'on a port'} ${Object.keys(options ?? {}).sort()}`);
          return super.createIOServer(port, options);
        }
      })(host);
    case 'sees-close':
      return new (class extends IoAdapter {
        override async close(server: any): Promise<any> {
          saw('closes');
          return super.close(server);
        }
      })(host);
    case 'own-parser':
      return new (class extends IoAdapter {
        override mapPayload(payload: unknown): { data: any; ack?: Function } {
          const { data, ack } = super.mapPayload(payload);
          return { data: { mapped: data }, ack };
        }
      })(host);
    default:
      return new IoAdapter(host);
  }
}
