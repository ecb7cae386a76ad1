import type { IncomingMessage } from 'node:http';
import { type ExecutionContext, ParseIntPipe, UseGuards } from '@portico/common';
import {
  ConnectedClient,
  ConnectionParam,
  ConnectionQuery,
  type GatewayClient,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
} from '@portico/websockets';
import { expect, it, onTestFinished } from 'vitest';
import { deferred } from '../../support/deferred.js';
import { RawSocket } from '../../support/raw-socket.js';
import { itWhen } from '../../support/test-when.js';
import { MarkerGateway } from '../support/expect-no-reply.js';
import { expectRefusal } from '../support/expect-refusal.js';
import type { WebSocketPlatform } from '../support/platform.js';
import { gatewayPort, startTestApp } from '../support/test-app.js';
import { UPGRADE_HEADERS } from '../support/upgrade-headers.js';

/** Parameters of the paths of gateways, and of the queries of their clients. */
export function describePaths(platform: WebSocketPlatform): void {
  const {
    handshakes,
    namespaces,
    pathParameters = 'the platform does not say that it has them',
  } = platform.capabilities;

  it('passes the query of the client to handlers', async () => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class Asked {
      @SubscribeMessage('one')
      one(@ConnectionQuery('token') token: string, @ConnectionQuery('none') none: undefined) {
        return { event: 'one', data: { token, none: none === undefined } };
      }
      @SubscribeMessage('piped')
      piped(@ConnectionQuery('since', ParseIntPipe) since: number, @MessageBody() body: number) {
        return { event: 'piped', data: since + body };
      }
      @SubscribeMessage('all')
      all(@ConnectionQuery() query: object, @ConnectionParam() params: object) {
        return { event: 'all', data: [{ ...query }, { ...params }] };
      }
    }
    const { connect } = await startTestApp(platform, port, [Asked]);
    const query = { token: 'a b&ü', since: '40' };
    const client = await connect({ query });
    client.send('one');
    expect(await client.next('one')).toEqual({ token: query.token, none: true });
    client.send('piped', 2);
    expect(await client.next('piped')).toBe(42);
    client.send('all');
    expect(await client.next('all')).toEqual([expect.objectContaining(query), {}]);
    const other = await connect({ query: { since: 'long ago' } });
    other.send('piped', 2);
    expect(await other.next('exception')).toMatchObject({ status: 'error' });
    other.send('one');
    expect(await other.next('one')).toEqual({ none: true });
  });

  class Place extends MarkerGateway {
    @SubscribeMessage('where')
    where(@ConnectionParam() params: object, @ConnectionParam('room') room: unknown) {
      return { event: 'where', data: { ...params, is: this.constructor.name, room } };
    }
  }

  /** Starts gateways with the given class names and paths. */
  async function serve(paths: Record<string, string>, option: 'path' | 'namespace' = 'path') {
    const port = await gatewayPort(platform);
    const gateways = Object.entries(paths).map(([name, path]) => {
      // The class is named after the computed key. Its type is lost.
      const Gateway = { [name]: class extends Place {} }[name] as typeof Place;
      WebSocketGateway(port, { [option]: path })(Gateway);
      return Gateway;
    });
    const testApp = await startTestApp(platform, port, gateways);
    return {
      ...testApp,
      async where(path: string): Promise<unknown> {
        const client = await testApp.connect({ [option]: path });
        client.send('where');
        return client.next('where');
      },
      /** Returns the status of the reply to an upgrade request. Both libraries read the query. */
      async statusOf(target: string): Promise<string> {
        const socket = await RawSocket.open(port || testApp.port);
        onTestFinished(() => socket.destroy());
        socket.write(`GET ${target}?EIO=4&transport=websocket HTTP/1.1\r\n${UPGRADE_HEADERS}\r\n\r\n`);
        return (await socket.until(/^HTTP\/1\.1 (\d+)/))[1]!;
      },
    };
  }

  itWhen(pathParameters, 'has the decoded parameters of the path of each client', async () => {
    const { where } = await serve({ Room: '/rooms/:room', Files: '/files/:owner/*path' });
    expect(await where('/rooms/lobby')).toEqual({ is: 'Room', room: 'lobby' });
    expect(await where('/rooms/caf%C3%A9%20%2F%25')).toEqual({ is: 'Room', room: 'café /%' });
    expect(await where('/rooms/a%252Fb')).toEqual({ is: 'Room', room: 'a%2Fb' });
    expect(await where('/files/ada/x/y%2Fz')).toEqual({ is: 'Files', owner: 'ada', path: ['x', 'y/z'] });
    const [first, second] = await Promise.all(['one', 'two'].map((room) => where(`/rooms/${room}`)));
    expect([first, second]).toEqual([
      { is: 'Room', room: 'one' },
      { is: 'Room', room: 'two' },
    ]);
  });

  itWhen(pathParameters, 'reads paths alike, however their text is written', async () => {
    const { where } = await serve({ Encoded: '/gr%C3%B6%C3%9Fe{/:room}', Space: '/two words' });
    expect(await where('/gr%C3%B6%C3%9Fe/a')).toEqual({ is: 'Encoded', room: 'a' });
    expect(await where('/gr%C3%B6%C3%9Fe')).toEqual({ is: 'Encoded' });
    expect(await where('/two%20words')).toEqual({ is: 'Space' });
    const shared = await serve({ Plain: '/größe', Written: '/gr%C3%B6%C3%9Fe' });
    const client = await shared.connect({ path: '/gr%C3%B6%C3%9Fe' });
    client.send('where');
    const answers = [await client.next('where'), await client.next('where')];
    expect(answers).toEqual([{ is: 'Plain' }, { is: 'Written' }]);
  });

  itWhen(pathParameters, 'passes parameters through pipes', async () => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port, { path: '/orders/:id' })
    class Orders {
      @SubscribeMessage('next')
      next(@ConnectionParam('id', ParseIntPipe) id: number) {
        return { event: 'next', data: id + 1 };
      }
    }
    const { connect } = await startTestApp(platform, port, [Orders]);
    const client = await connect({ path: '/orders/7' });
    client.send('next');
    expect(await client.next('next')).toBe(8);
    const wrong = await connect({ path: '/orders/seven' });
    wrong.send('next');
    expect(await wrong.next('exception')).toMatchObject({ status: 'error' });
  });

  itWhen(pathParameters, 'connects a client to the gateway with the most specific path', async () => {
    const { where } = await serve({ Any: '/*path', Room: '/rooms/:room', Vip: '/rooms/vip', Kind: '/:kind/lobby' });
    for (const path of ['/rooms/vip', '/rooms/%76ip', '/%72ooms/%76%69%70'])
      expect(await where(path)).toEqual({ is: 'Vip' });
    expect(await where('/rooms/lobby')).toEqual({ is: 'Room', room: 'lobby' });
    expect(await where('/rooms/VIP')).toEqual({ is: 'Room', room: 'VIP' });
    expect(await where('/rooms/vip%2F')).toEqual({ is: 'Room', room: 'vip/' });
    expect(await where('/other/lobby')).toEqual({ is: 'Kind', kind: 'other' });
    expect(await where('/a/b/c')).toMatchObject({ is: 'Any' });
  });

  itWhen(pathParameters, 'refuses unknown paths, and paths that cannot be decoded', async () => {
    const { statusOf } = await serve({ Room: '/rooms/:room/' });
    const host = 'http://chat.example';
    for (const target of ['/rooms/lobby/', `${host}/rooms/lobby/`, '/%72ooms/x/'])
      expect([target, await statusOf(target)]).toEqual([target, '101']);
    for (const target of ['/rooms/%zz/', '/rooms/%C0%AF/', '/rooms/%/', `${host}/rooms/%zz/`])
      expect([target, await statusOf(target)]).toEqual([target, '400']);
    for (const target of ['/rooms//', '/Rooms/lobby/', '/rooms/a/b/', '/rooms/lobby//', '//rooms/lobby/', '/rooms'])
      expect([target, await statusOf(target)]).toEqual([target, '404']);
  });

  itWhen(
    pathParameters === true ? (handshakes ?? true) : pathParameters,
    'passes the parameters to guards, whatever spelling the path has',
    async () => {
      const port = await gatewayPort(platform);
      const asked: unknown[] = [];
      const guard = {
        canActivate(context: ExecutionContext) {
          const { params } = context.switchToHttp().getRequest<IncomingMessage & { params: { room: string } }>();
          asked.push({ ...params });
          return params.room !== 'secret';
        },
      };
      @WebSocketGateway(port, { path: '/rooms/:room' })
      class Guarded extends Place {
        @UseGuards(guard)
        handleConnection() {}
      }
      const { connect } = await startTestApp(platform, port, [Guarded]);
      for (const path of ['/rooms/secret', '/rooms/%73ecret', '/%72ooms/s%65cret'])
        await expectRefusal(platform, connect({ path }), 403);
      const client = await connect({ path: '/rooms/open' });
      client.send('where');
      expect(await client.next('where')).toEqual({ is: 'Guarded', room: 'open' });
      expect(asked).toEqual([...Array(3).fill({ room: 'secret' }), { room: 'open' }]);
    },
  );

  itWhen(pathParameters, 'passes the parameters to hooks, and to the portable client', async () => {
    const port = await gatewayPort(platform);
    const seen: unknown[] = [];
    const left = deferred();
    @WebSocketGateway(port, { path: '/rooms/:room' })
    class Hooked extends Place {
      handleConnection(
        @ConnectionParam('room') room: string,
        @ConnectionQuery('token') token: string,
        @ConnectedClient() { handshake }: GatewayClient,
      ) {
        seen.push(room, token, { ...handshake.params }, handshake.query.token);
      }
      handleDisconnect(@ConnectionParam('room') room: string) {
        seen.push(room);
        left.resolve();
      }
    }
    const { connect } = await startTestApp(platform, port, [Hooked]);
    const client = await connect({ path: '/rooms/lobby', query: { token: 'secret' } });
    client.send('where');
    await client.next('where');
    await client.leave();
    await left.arrival('handleDisconnect');
    expect(seen).toEqual(['lobby', 'secret', { room: 'lobby' }, 'secret', 'lobby']);
  });

  it.each([
    [{ First: '/rooms/:room', Second: '/rooms/:id' }, 'First (/rooms/:room) and Second (/rooms/:id)'],
    [{ Broken: '/rooms/:' }, 'Broken has the path "/rooms/:"'],
    [{ Broken: '/rooms/(a|b)' }, 'Broken has the path "/rooms/(a|b)"'],
  ])('does not start with the paths %j', async (paths, message) => {
    await expect(serve(paths)).rejects.toThrow(message);
    await expect(serve(paths)).rejects.toMatchObject({ code: 'PORTICO_WS_PATH' });
  });

  itWhen(pathParameters, 'allows gateways with equal paths and parameter names to share a server', async () => {
    const { connect } = await serve({ First: '/rooms/:room', Second: 'rooms/:room' });
    const client = await connect({ path: '/rooms/lobby' });
    client.send('where');
    const answers = [await client.next('where'), await client.next('where')];
    expect(answers).toEqual(['First', 'Second'].map((is) => ({ is, room: 'lobby' })));
  });

  itWhen(
    pathParameters === true ? namespaces : pathParameters,
    'has the parameters of the namespace of each client, which is matched literally',
    async () => {
      const { where, connect } = await serve(
        {
          Room: '/rooms/:room',
          Late: '/rooms/late-:id',
          Vip: '/rooms/vip',
          Other: 'other',
          Encoded: '/caf%C3%A9/:id',
        },
        'namespace',
      );
      expect(await where('/rooms/lobby')).toEqual({ is: 'Room', room: 'lobby' });
      expect(await where('/rooms/late-7')).toEqual({ is: 'Late', id: '7' });
      expect(await where('/rooms/vip')).toEqual({ is: 'Vip' });
      expect(await where('/rooms/%76ip')).toEqual({ is: 'Room', room: '%76ip' });
      expect(await where('/other')).toEqual({ is: 'Other' });
      expect(await where('/caf%C3%A9/1')).toEqual({ is: 'Encoded', id: '1' });
      await expect(connect({ namespace: '/rooms/a/b' })).rejects.toThrow('Invalid namespace');
    },
  );

  it('warns about an adapter that does not match parameters', async () => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port, { path: '/rooms/:room' })
    class Unreached extends Place {}
    const { logger } = await startTestApp(platform, port, [Unreached]);
    const warned = logger.warnings.filter((warning) => warning.includes('PORTICO_WS_PATH'));
    expect(warned).toHaveLength(pathParameters === true ? 0 : 1);
  });
}
