import type { IncomingMessage } from 'node:http';
import { type UpgradeRoute, UpgradeRouter } from '@portico/websockets/adapters';
import type { WebSocket, WebSocketServer } from 'ws';
import { MyPlatformAdapter, type MyPlatformGatewayOptions } from '../../starters/websocket/index.js';
import type { Fault } from './fault.js';

/** Compares paths without parameters with the unnormalized path of the request. */
function compareAsWritten(route: UpgradeRoute): UpgradeRoute {
  const { path = '/' } = route;
  if (/[:*]/.test(path)) return route;
  const { path: _path, ...rest } = route;
  return { ...rest, owns: (_pathname, { url = '/' }) => url.split('?')[0] === path };
}

/** Remembers the request of each client. */
class RememberingAdapter extends MyPlatformAdapter {
  protected readonly urls = new WeakMap<WebSocket, string>();

  override bindClientConnect(server: WebSocketServer, callback: (...args: any[]) => void): void {
    super.bindClientConnect(server, (client: WebSocket, ...more: unknown[]) => {
      this.urls.set(client, (more[0] as IncomingMessage).url ?? '/');
      callback(client, ...more);
    });
  }
}

/** Adapters with faults in the paths of clients. */
export const PATH_FAULTS: readonly Fault<MyPlatformAdapter>[] = [
  {
    what: 'connects a client to another gateway depending on the spelling of a path',
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
    caughtBy: ['paths', 'has the decoded parameters of the path of each client'],
    Adapter: class extends RememberingAdapter {
      pathParameters(client: WebSocket): Record<string, string> {
        return { room: this.urls.get(client)?.split('/')[2] ?? '' };
      }
    },
  },
  {
    what: 'uses the parameters of the first client for all clients',
    caughtBy: ['paths', 'has the decoded parameters of the path of each client'],
    Adapter: class extends RememberingAdapter {
      private first: Record<string, string> | undefined;
      pathParameters(client: WebSocket): Record<string, string> {
        this.first ??= { room: this.urls.get(client)?.split('/')[2] ?? '' };
        return this.first;
      }
    },
  },
];
