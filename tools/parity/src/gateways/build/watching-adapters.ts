import type { WebSocketAdapter } from '@portico/common';
import type { AdapterVariant } from '../case.js';
import type { Builder } from './builder.js';

/** The members that the subclasses of both adapters use. */
type AdapterClass = new (
  host: object,
) => WebSocketAdapter & { createIOServer?(port: number, options?: any): any; close(server: any): any };

/** A subclass that records the arguments of one method, then calls that of the platform; none for other variants. */
export function watchAdapter(
  { recorder }: Builder,
  variant: AdapterVariant,
  Adapter: AdapterClass,
): AdapterClass | undefined {
  const saw = (text: string) => recorder.trace('adapter', text);
  const sawServer = (port: number, options: object = {}) =>
    saw(`creates ${port === 0 ? 'on the application' : 'on a port'} ${Object.keys(options).sort()}`);
  switch (variant) {
    case 'sees-handlers':
      return class extends Adapter {
        override bindMessageHandlers(client: any, handlers: any, transform: any): any {
          saw(`binds ${handlers.map((handler: { message: unknown }) => String(handler.message)).join(' ')}`);
          return super.bindMessageHandlers(client, handlers, transform);
        }
      };
    case 'sees-clients':
      return class extends Adapter {
        override bindClientConnect(server: any, callback: Function): any {
          return super.bindClientConnect(server, (client: object, ...more: unknown[]) => {
            saw(`connects ${recorder.nameOf(client)}`);
            callback(client, ...more);
          });
        }
        override bindClientDisconnect(client: any, callback: Function): any {
          return super.bindClientDisconnect?.(client, (...reason: unknown[]) => {
            saw(`disconnects ${recorder.nameOf(client)}`);
            callback(...reason);
          });
        }
      };
    case 'sees-servers':
      // The documentation overrides the first with socket.io, the second with ws.
      return 'createIOServer' in Adapter.prototype
        ? class extends Adapter {
            override createIOServer(port: number, options?: any): any {
              sawServer(port, options);
              return super.createIOServer?.(port, options);
            }
          }
        : class extends Adapter {
            override create(port: number, options?: any): any {
              sawServer(port, options);
              return super.create(port, options);
            }
          };
    case 'sees-close':
      return class extends Adapter {
        override async close(server: any): Promise<any> {
          saw('closes');
          return super.close(server);
        }
      };
    default:
      return undefined;
  }
}
