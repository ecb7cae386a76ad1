import type { IncomingMessage } from 'node:http';
import { type UpgradeRoute, UpgradeRouter } from '@portico/websockets';
import type { WebSocket, WebSocketServer } from 'ws';
import { MyPlatformAdapter, type MyPlatformGatewayOptions } from '../../starters/websocket/index.js';
import type { Fault } from './fault.js';

/** Compares paths without parameters as they are written in the request. */
function compareAsWritten(route: UpgradeRoute): UpgradeRoute {
  const { path = '/' } = route;
  if (/[:*]/.test(path)) return route;
  const { path: _path, ...rest } = route;
  return { ...rest, owns: (_pathname, { url = '/' }) => url.split('?')[0] === path };
}

/** Knows the request of each client. */
class RememberingAdapter extends MyPlatformAdapter {
  protected readonly urls = new WeakMap<WebSocket, string>();

  override bindClientConnect(server: WebSocketServer, callback: (...args: any[]) => void): void {
    super.bindClientConnect(server, (client: WebSocket, ...more: unknown[]) => {
      this.urls.set(client, (more[0] as IncomingMessage).url ?? '/');
      callback(client, ...more);
    });
  }
}

/** Adapters that are wrong in the paths of their clients. */
export const PATH_FAULTS: readonly Fault<MyPlatformAdapter>[] = [
  {
    what: 'lets a client reach another gateway by how it writes a path',
    caughtBy: ['paths', 'connects a client to the gateway with the most specific path'],
    Adapter: class extends MyPlatformAdapter {
      override create(port: number, options?: MyPlatformGatewayOptions): WebSocketServer {
        const { add } = UpgradeRouter.prototype;
        UpgradeRouter.prototype.add = function (route) {
          return add.call(this, compareAsWritten(route));
        };
        try {
          return super.create(port, options);
        } finally {
          UpgradeRouter.prototype.add = add;
        }
      }
    },
  },
  {
    what: 'does not decode the parameters of a path',
    caughtBy: ['paths', 'gives each client the parameters of its path, decoded'],
    Adapter: class extends RememberingAdapter {
      pathParameters(client: WebSocket): Record<string, string> {
        return { room: this.urls.get(client)?.split('/')[2] ?? '' };
      }
    },
  },
  {
    what: 'gives all clients the parameters of the first',
    caughtBy: ['paths', 'gives each client the parameters of its path, decoded'],
    Adapter: class extends RememberingAdapter {
      private first: Record<string, string> | undefined;
      pathParameters(client: WebSocket): Record<string, string> {
        this.first ??= { room: this.urls.get(client)?.split('/')[2] ?? '' };
        return this.first;
      }
    },
  },
];
