import type { IncomingMessage } from 'node:http';
import type { WebSocket, WebSocketServer } from 'ws';
import type { MyPlatformAdapter } from '../../starters/websocket/index.js';
import { CheckingAdapter } from './checking-adapter.js';
import type { Fault } from './fault.js';

/** Reads the address of a client wrongly, where the tests write it. */
function misreading(read: (address: string) => string): new (...args: any[]) => MyPlatformAdapter {
  return class extends CheckingAdapter {
    override bindClientConnect(server: WebSocketServer, callback: (...args: any[]) => void): void {
      super.bindClientConnect(server, (client: WebSocket, ...[request]: IncomingMessage[]) => {
        const { 'x-test-client': address } = request?.headers ?? {};
        if (request && typeof address === 'string') request.headers['x-test-client'] = read(address);
        callback(client, request);
      });
    }
  };
}

const BY_PREFIX = ['handshake requests', 'counts clients by the first 64 bits of an IPv6 address'];

/** Adapters that are wrong in whom they accept. */
export const HANDSHAKE_FAULTS: readonly Fault<MyPlatformAdapter>[] = [
  {
    what: 'says that it asks the guards of connections, and does not',
    caughtBy: [
      'handshake guards',
      'runs the guards of handleConnection before a client is accepted, with what they inject',
    ],
    Adapter: class extends CheckingAdapter {
      bindHandshake(): boolean {
        return true;
      }
    },
  },
  {
    what: 'says that it checks origins, and does not',
    caughtBy: ['handshakes', 'refuses pages of other origins with 403: a text'],
    Adapter: class extends CheckingAdapter {
      bindHandshake(): boolean {
        return true;
      }
    },
  },
  {
    what: 'does not say why it closes a refused client',
    caughtBy: ['handshake requests', 'refuses a client whose guard sends a status and returns true'],
    Adapter: class extends CheckingAdapter {
      override closeClient(client: WebSocket): void {
        client.close();
      }
    },
  },
  {
    what: 'counts each address of an IPv6 prefix by itself',
    caughtBy: BY_PREFIX,
    Adapter: misreading((address) => `2001:db8:${address.split(':').at(-1)}::1`),
  },
  {
    what: 'counts all IPv6 prefixes of a network together',
    caughtBy: BY_PREFIX,
    Adapter: misreading((address) => address.split(':').slice(0, 3).join(':').concat('::1')),
  },
  {
    what: 'counts an IPv4 address apart that is written as an IPv6 address',
    caughtBy: ['handshake requests', 'counts clients by the IPv4 address in an IPv6 address'],
    Adapter: misreading((address) => address.replace(/^::ffff:\d+\.\d+\.\d+\./, '2001:db8::')),
  },
  {
    what: 'counts all IPv4 addresses together that are written as IPv6 addresses',
    caughtBy: ['handshake requests', 'counts clients by the IPv4 address in an IPv6 address'],
    Adapter: misreading((address) => (address.startsWith('::ffff:') ? '203.0.113.1' : address)),
  },
];
