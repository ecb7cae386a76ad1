import type { IncomingMessage } from 'node:http';
import type { WebSocket, WebSocketServer } from 'ws';
import type { MyPlatformAdapter } from '../../starters/websocket/index.js';
import { CheckingAdapter } from './checking-adapter.js';
import type { Fault } from './fault.js';

/** Creates an adapter that reads the address of a client incorrectly. */
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

/** Adapters with faults in accepting clients. */
export const HANDSHAKE_FAULTS: readonly Fault<MyPlatformAdapter>[] = [
  {
    what: 'declares that it runs the guards of connections, but does not',
    caughtBy: [
      'handshake guards',
      'runs the guards of handleConnection with their dependencies before a client is accepted',
    ],
    Adapter: class extends CheckingAdapter {
      override bindHandshake(): boolean {
        return true;
      }
    },
  },
  {
    what: 'declares that it checks origins, but does not',
    caughtBy: ['handshakes', 'refuses pages of other origins with 403: a text'],
    Adapter: class extends CheckingAdapter {
      override bindHandshake(): boolean {
        return true;
      }
    },
  },
  {
    what: 'does not send the reason when it closes a refused client',
    caughtBy: ['handshake requests', 'refuses a client whose guard sends a status and returns true'],
    Adapter: class extends CheckingAdapter {
      override closeClient(client: WebSocket): void {
        client.close();
      }
    },
  },
  {
    what: 'counts each address of an IPv6 prefix separately',
    caughtBy: BY_PREFIX,
    Adapter: misreading((address) => `2001:db8:${address.split(':').at(-1)}::1`),
  },
  {
    what: 'counts all IPv6 prefixes of a network together',
    caughtBy: BY_PREFIX,
    Adapter: misreading((address) => address.split(':').slice(0, 3).join(':').concat('::1')),
  },
  {
    what: 'counts an IPv4 address in an IPv6 address separately',
    caughtBy: ['handshake requests', 'counts clients by the IPv4 address in an IPv6 address'],
    Adapter: misreading((address) => address.replace(/^::ffff:\d+\.\d+\.\d+\./, '2001:db8::')),
  },
  {
    what: 'counts all IPv4 addresses in IPv6 addresses together',
    caughtBy: ['handshake requests', 'counts clients by the IPv4 address in an IPv6 address'],
    Adapter: misreading((address) => (address.startsWith('::ffff:') ? '203.0.113.1' : address)),
  },
];
