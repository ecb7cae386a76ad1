import { Controller, Get } from '@portico/common';
import { SubscribeMessage, WebSocketGateway, WebSocketServer } from '@portico/websockets';
import { expect, it } from 'vitest';
import { itWhen } from '../../support/test-when.js';
import { expectNoReply, MarkerGateway } from '../support/expect-no-reply.js';
import { freePort } from '../support/free-port.js';
import type { WebSocketPlatform } from '../support/platform.js';
import { startTestApp } from '../support/test-app.js';

/** On which server a gateway is. */
export function describeServers(platform: WebSocketPlatform): void {
  const { sharedServer, namespaces, paths } = platform.capabilities;

  it('listens on a dedicated port, which several gateways can share', async () => {
    const port = await freePort();
    @WebSocketGateway(port)
    class First {
      @WebSocketServer() server: unknown;
      @SubscribeMessage('first')
      first() {
        return { event: 'answer from', data: 'first' };
      }
    }
    @WebSocketGateway(port)
    class Second {
      @WebSocketServer() server: unknown;
      @SubscribeMessage('second')
      second() {
        return { event: 'answer from', data: 'second' };
      }
    }
    const testApp = await startTestApp(platform, port, [First, Second]);
    expect(testApp.app.get(First).server).toBe(testApp.app.get(Second).server);
    expect(testApp.logger.logs).toContainEqual(
      expect.stringMatching(new RegExp(`^\\w+ serves First, Second( at /\\S*)? on port ${port}$`)),
    );
    const client = await testApp.connect();
    for (const name of ['first', 'second']) {
      client.send(name);
      expect(await client.next('answer from')).toBe(name);
    }
  });

  itWhen(sharedServer, 'shares the server of the application with its routes', async () => {
    @Controller()
    class Pages {
      @Get('page')
      page() {
        return 'a page';
      }
    }
    @WebSocketGateway()
    class Shared extends MarkerGateway {}
    class PagesModule {}
    const testApp = await startTestApp(platform, 0, [Shared], {
      imports: [{ module: PagesModule, controllers: [Pages] }],
    });
    const client = await testApp.connect();
    await expectNoReply(client);
    const response = await fetch(`http://127.0.0.1:${testApp.port}/page`);
    expect(await response.text()).toBe('a page');
    expect((await fetch(`http://127.0.0.1:${testApp.port}/none`)).status).toBe(404);
  });

  itWhen(paths, 'has a server for each path of a port', async () => {
    const own = await freePort();
    for (const port of [0, own]) {
      @WebSocketGateway(port, { path: '/users' })
      class Users {
        @SubscribeMessage('who')
        who() {
          return { event: 'who', data: 'users' };
        }
      }
      @WebSocketGateway(port, { path: 'rooms' })
      class Rooms {
        @SubscribeMessage('who')
        who() {
          return { event: 'who', data: 'rooms' };
        }
      }
      const testApp = await startTestApp(platform, port, [Users, Rooms]);
      for (const path of ['/users', '/rooms']) {
        const client = await testApp.connect({ path });
        client.send('who');
        expect(await client.next('who')).toBe(path.slice(1));
        expect(client.rest).toEqual([]);
      }
    }
  });

  itWhen(namespaces, 'has a namespace for each name and pattern, and the server itself', async () => {
    const told: string[] = [];
    @WebSocketGateway({ namespace: 'events' })
    class Events extends MarkerGateway {
      @WebSocketServer() namespace!: { name: string };
      @SubscribeMessage('where')
      where() {
        return { event: 'here', data: this.namespace.name };
      }
      handleConnection() {
        told.push('events');
      }
    }
    @WebSocketGateway({ namespace: '/events' })
    class MoreEvents {
      @WebSocketServer() namespace: unknown;
    }
    @WebSocketGateway({ namespace: /^\/room-\d+$/ })
    class Rooms extends MarkerGateway {
      @SubscribeMessage('where')
      where(client: { nsp: { name: string } }) {
        return { event: 'here', data: client.nsp.name };
      }
    }
    @WebSocketGateway()
    class Root extends MarkerGateway {
      @SubscribeMessage('where')
      where() {
        return { event: 'here', data: 'root' };
      }
      handleConnection() {
        told.push('root');
      }
    }
    const testApp = await startTestApp(platform, 0, [Events, MoreEvents, Rooms, Root]);
    expect(testApp.app.get(Events).namespace).toBe(testApp.app.get(MoreEvents).namespace);
    for (const [namespace, name] of [
      ['/events', '/events'],
      ['/room-7', '/room-7'],
      ['', 'root'],
    ] as const) {
      const client = await testApp.connect({ namespace });
      client.send('where');
      expect(await client.next('here')).toBe(name);
    }
    expect(told).toEqual(['events', 'root']);
    await expect(testApp.connect({ namespace: '/room-none' })).rejects.toThrow();
  });

  itWhen(namespaces, 'has one client for gateways without a namespace and with the namespace "/"', async () => {
    const order: string[] = [];
    @WebSocketGateway({ namespace: '/' })
    class Named {
      @WebSocketServer() namespace!: { name: string };
      async handleConnection() {
        await new Promise((resolve) => setImmediate(resolve));
        order.push('in');
      }
      @SubscribeMessage('named')
      named() {
        order.push('named');
        return { event: 'here', data: this.namespace.name };
      }
    }
    @WebSocketGateway()
    class Unnamed {
      @SubscribeMessage('unnamed')
      unnamed() {
        order.push('unnamed');
        return { event: 'here', data: 'unnamed' };
      }
    }
    const testApp = await startTestApp(platform, 0, [Named, Unnamed]);
    const client = await testApp.connect();
    for (const event of ['unnamed', 'named']) client.send(event);
    expect([await client.next('here'), await client.next('here')]).toEqual(['unnamed', '/']);
    expect(order).toEqual(['in', 'unnamed', 'named']);
    expect(testApp.logger.warnings).toEqual([]);
  });

  itWhen(namespaces, 'calls a function to check whether a namespace exists, and continues if it fails', async () => {
    @WebSocketGateway({
      namespace: (name: string, _auth: unknown, next: (error: Error | null, exists: boolean) => void) => {
        if (name === '/broken') throw new Error('namespace failed');
        next(null, name === '/room-7');
      },
    })
    class Rooms {
      @SubscribeMessage('where')
      where(client: { nsp: { name: string } }) {
        return { event: 'here', data: client.nsp.name };
      }
    }
    const testApp = await startTestApp(platform, 0, [Rooms]);
    for (const namespace of ['/room-8', '/broken']) await expect(testApp.connect({ namespace })).rejects.toThrow();
    expect(testApp.logger.errors.join()).toContain('namespace failed');
    const client = await testApp.connect({ namespace: '/room-7' });
    client.send('where');
    expect(await client.next('here')).toBe('/room-7');
  });

  it('warns about gateways that share a server and have different options', async () => {
    const port = await freePort();
    const gateway = (name: string, options: object) => {
      class Plain extends MarkerGateway {}
      Object.defineProperty(Plain, 'name', { value: name });
      WebSocketGateway(port, options)(Plain);
      return Plain;
    };
    const testApp = await startTestApp(platform, port, [
      gateway('First', { shared: { origin: 'a' }, own: { deep: [1] } }),
      gateway('Second', { shared: { origin: 'b' }, own: { deep: [1] } }),
    ]);
    const warnings = testApp.logger.warnings.filter((line) => line.includes('share a server'));
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('Second and First');
    expect(warnings[0]).toContain('"shared"');
  });
}
