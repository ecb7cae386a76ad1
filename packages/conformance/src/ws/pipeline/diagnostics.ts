import { channel } from 'node:diagnostics_channel';
import {
  type ConnectionTrace,
  type DiscardedMessageEvent,
  gatewayServers,
  MessageBody,
  type MessageTrace,
  type RefusedHandshake,
  SubscribeMessage,
  WebSocketGateway,
  WsException,
} from '@portico/websockets';
import { of } from 'rxjs';
import { expect, it, onTestFinished } from 'vitest';
import { deferred } from '../../support/deferred.js';
import { eventually } from '../../support/eventually.js';
import { recordTraces, tracedStore } from '../../support/record-traces.js';
import { itWhen } from '../../support/test-when.js';
import { expectRefusal } from '../support/expect-refusal.js';
import type { WebSocketPlatform } from '../support/platform.js';
import { gatewayPort, startTestApp, type TestApp } from '../support/test-app.js';

/** Events of the diagnostics channels of gateways. */
export function describeDiagnostics(platform: WebSocketPlatform): void {
  async function start(): Promise<{ testApp: TestApp; Gateway: Function; release: () => void }> {
    const port = await gatewayPort(platform);
    const held = deferred();
    @WebSocketGateway(port)
    class Traced {
      @SubscribeMessage('now')
      now(@MessageBody() data: unknown) {
        return { event: 'done', data: [data, tracedStore.getStore()] };
      }
      @SubscribeMessage('later')
      async later(@MessageBody() data: unknown) {
        await new Promise(setImmediate);
        return { event: 'done', data: [data, tracedStore.getStore()] };
      }
      @SubscribeMessage('stream')
      stream() {
        return of({ event: 'done', data: 1 }, { event: 'done', data: 2 });
      }
      @SubscribeMessage('broken')
      async broken() {
        await new Promise(setImmediate);
        throw new WsException('no such room');
      }
      @SubscribeMessage('held')
      async held() {
        await held.promise;
        return { event: 'done', data: 'late' };
      }
    }
    const testApp = await startTestApp(platform, port, [Traced]);
    return { testApp, Gateway: Traced, release: held.resolve };
  }

  it.each(['now', 'later'])('publishes the start and the end of a message with its handler: %s', async (event) => {
    const { testApp, Gateway } = await start();
    const client = await testApp.connect();
    const recorded = recordTraces<MessageTrace>('portico:ws:message');
    client.send(event, 7);
    expect(await client.next('done')).toEqual([7, 'portico:ws:message']);
    await eventually(() => expect(recorded.names).toEqual(['start', 'end', 'asyncStart', 'asyncEnd']));
    // At least one trace was recorded.
    const [trace] = recorded.of('asyncEnd') as [MessageTrace];
    expect(trace).toMatchObject({ event, data: 7, handler: event, outcome: 'completed' });
    expect(trace.gateway).toBe(Gateway);
    expect(trace.client.native).toBeDefined();
    expect(recorded.of('start')[0]).toBe(trace);
  });

  it('publishes the end of a message when its stream ends', async () => {
    const { testApp } = await start();
    const client = await testApp.connect();
    const recorded = recordTraces<MessageTrace>('portico:ws:message');
    client.send('stream');
    expect(await client.next('done')).toBe(1);
    expect(await client.next('done')).toBe(2);
    await eventually(() => expect(recorded.of('asyncEnd')).toMatchObject([{ outcome: 'completed' }]));
  });

  it('publishes the error of a handler before the end of the message', async () => {
    const { testApp } = await start();
    const client = await testApp.connect();
    const recorded = recordTraces<MessageTrace>('portico:ws:message');
    client.send('broken');
    await client.next('exception');
    await eventually(() => expect(recorded.names).toEqual(['start', 'end', 'error', 'asyncStart', 'asyncEnd']));
    expect(recorded.of('asyncEnd')).toMatchObject([{ outcome: 'failed', error: { message: 'no such room' } }]);
  });

  itWhen(
    platform.capabilities.disconnects,
    'publishes the end of a connection, and of a message whose client has disconnected',
    async () => {
      const { testApp, release } = await start();
      const connections = recordTraces<ConnectionTrace>('portico:ws:connection');
      const messages = recordTraces<MessageTrace>('portico:ws:message');
      const client = await testApp.connect();
      await eventually(() => expect(connections.of('start')).toHaveLength(1));
      client.send('held');
      await eventually(() => expect(messages.of('start')).toHaveLength(1));
      expect(connections.of('asyncEnd')).toHaveLength(0);
      client.destroy();
      await eventually(() => expect(connections.of('asyncEnd')).toEqual(connections.of('start')));
      release();
      await eventually(() => expect(messages.of('asyncEnd')).toMatchObject([{ outcome: 'unsent' }]));
      expect(messages.of('start')[0]?.client).toBe(connections.of('start')[0]?.client);
    },
  );

  it('publishes messages that reach no handler', async () => {
    const { testApp } = await start();
    const client = await testApp.connect();
    const discarded: DiscardedMessageEvent[] = [];
    // Messages of channels are untyped.
    const note = (message: unknown): void => void discarded.push(message as DiscardedMessageEvent);
    channel('portico:ws:discard').subscribe(note);
    onTestFinished(() => void channel('portico:ws:discard').unsubscribe(note));
    client.send('unknown', 1);
    client.send('now', 1);
    await client.next('done');
    const server = [...gatewayServers()].find(({ gateways }) => gateways.includes('Traced'));
    // A platform without a message router does not detect unknown events.
    const counted = server?.stats.discarded['unknown-event'] ?? 0;
    await eventually(() => expect(discarded).toHaveLength(counted));
    for (const message of discarded) expect(message).toMatchObject({ reason: 'unknown-event', event: 'unknown' });
  });

  it('lists the servers of the process with their counts until they close', async () => {
    const before = new Set(gatewayServers());
    const { testApp } = await start();
    const client = await testApp.connect();
    client.send('now', 1);
    await client.next('done');
    const [server, ...others] = [...gatewayServers()].filter((each) => !before.has(each));
    expect(others).toEqual([]);
    expect(server?.gateways).toEqual(['Traced']);
    await eventually(() => expect(server?.stats.completed).toBe(1));
    if (platform.capabilities.disconnects === true) expect(server?.clients).toBe(1);
    await testApp.app.close();
    expect(new Set(gatewayServers())).toEqual(before);
  });

  itWhen(
    platform.capabilities.disconnects,
    'lists the place of each server, and the clients in its rooms',
    async () => {
      const { testApp, Gateway } = await start();
      await testApp.connect();
      const server = [...gatewayServers(testApp.app)].find(({ gateways }) => gateways.includes(Gateway.name))!;
      expect(server).toMatchObject({ rooms: 0, adapter: expect.stringMatching(/./), port: expect.any(Number) });
      expect([...server.roomSizes()]).toEqual([]);
      await eventually(() => expect([...server.connected()]).toHaveLength(1));
      for (const { client } of server.connected()) {
        await client.join(['blue', 'red']);
        const [connected] = server.connected();
        expect(connected?.client).toBe(client);
        expect([...connected!.rooms].sort()).toEqual([client.id, 'blue', 'red'].sort());
      }
      expect(server.rooms).toBe(2);
      expect([...server.roomSizes()].sort()).toEqual([
        ['blue', 1],
        ['red', 1],
      ]);
    },
  );

  itWhen(platform.capabilities.disconnects, 'publishes each refused client once', async () => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port, { maxClients: 1 })
    class Small {}
    const testApp = await startTestApp(platform, port, [Small]);
    await testApp.connect();
    const connections = recordTraces<ConnectionTrace>('portico:ws:connection');
    const refusals: RefusedHandshake[] = [];
    // Messages of channels are untyped.
    const note = (refusal: unknown): void => void refusals.push(refusal as RefusedHandshake);
    channel('portico:ws:refusal').subscribe(note);
    onTestFinished(() => void channel('portico:ws:refusal').unsubscribe(note));
    await expectRefusal(platform, testApp.connect(), 503);
    if (platform.capabilities.handshakes === true) {
      expect(refusals).toMatchObject([{ status: 503, request: { headers: expect.anything() } }]);
      expect(connections.names).toEqual([]);
    } else {
      expect(refusals).toEqual([]);
      expect(connections.of('start')).toMatchObject([{ refusal: { status: 503 } }]);
    }
  });
}
