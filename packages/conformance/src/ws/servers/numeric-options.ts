import {
  ConnectedClient,
  defineMessages,
  type GatewayClient,
  MessageBody,
  type RoomOptions,
  SubscribeMessage,
  WebSocketGateway,
} from '@portico/websockets';
import type { GatewayAdapter } from '@portico/websockets/adapters';
import { expect, it } from 'vitest';
import { itWhen } from '../../support/test-when.js';
import { expectNoReply, MarkerGateway } from '../support/expect-no-reply.js';
import type { WebSocketPlatform } from '../support/platform.js';
import { schemaOf } from '../support/schemas.js';
import { gatewayPort, startTestApp } from '../support/test-app.js';

/** What `Number()` makes of an environment variable that is not set. */
const UNSET = Number.NaN;

const INVALID: Readonly<Record<string, readonly [options: object, code: string]>> = {
  'bodyLimits.maxDepth is NaN': [{ bodyLimits: { maxDepth: UNSET } }, 'PORTICO_INVALID_NUMBER'],
  'bodyLimits.maxValues is negative': [{ bodyLimits: { maxValues: -1 } }, 'PORTICO_INVALID_NUMBER'],
  'rooms.maxPerClient is NaN': [{ rooms: { maxPerClient: UNSET } }, 'PORTICO_INVALID_NUMBER'],
  'rooms.maxNameLength is text': [{ rooms: { maxNameLength: '10' } }, 'PORTICO_INVALID_NUMBER'],
  'highWaterMark is NaN': [{ highWaterMark: UNSET }, 'PORTICO_INVALID_NUMBER'],
  'highWaterMark is 0': [{ highWaterMark: 0 }, 'PORTICO_INVALID_NUMBER'],
  'dispatch.maxMessagesPerSecond is NaN': [{ dispatch: { maxMessagesPerSecond: UNSET } }, 'PORTICO_WS_DISPATCH'],
  'dispatch.queueSize is NaN': [{ dispatch: { queueSize: UNSET } }, 'PORTICO_WS_DISPATCH'],
  'dispatch.concurrency is text': [{ dispatch: { concurrency: '1' } }, 'PORTICO_WS_DISPATCH'],
  'maxClients is NaN': [{ maxClients: UNSET }, 'PORTICO_WS_HANDSHAKE'],
  'maxHandshakesPerSecond is 0': [{ maxHandshakesPerSecond: 0 }, 'PORTICO_WS_HANDSHAKE'],
  'handshakeTimeout is NaN': [{ handshakeTimeout: UNSET }, 'PORTICO_WS_HANDSHAKE'],
  'connectionStateRecovery.maxSessions is NaN': [
    { connectionStateRecovery: { maxSessions: UNSET } },
    'PORTICO_WS_RECOVERY',
  ],
};

const INVALID_ADAPTERS: Readonly<
  Record<string, readonly [options: Pick<GatewayAdapter, 'dispatch' | 'highWaterMark' | 'shutdown'>, code: string]>
> = {
  'shutdown.batchSize is 0': [{ shutdown: { batchSize: 0 } }, 'PORTICO_INVALID_NUMBER'],
  'shutdown.timeoutMs is NaN': [{ shutdown: { timeoutMs: UNSET } }, 'PORTICO_INVALID_NUMBER'],
  'highWaterMark is NaN': [{ highWaterMark: UNSET }, 'PORTICO_INVALID_NUMBER'],
  'dispatch.maxStreams is NaN': [{ dispatch: { maxStreams: UNSET } }, 'PORTICO_WS_DISPATCH'],
};

/** Numeric options: a limit that is not a number must not be off. */
export function describeNumericOptions(platform: WebSocketPlatform): void {
  const { drains } = platform.capabilities;

  for (const [what, [options, code]] of Object.entries(INVALID)) {
    const value = expect.stringContaining(`Second sets ${what.split(' is ')[0]} to`);
    it(`does not start if ${what}, also if another gateway of the server sets the option`, async () => {
      const port = await gatewayPort(platform);
      const valid = {
        dispatch: { concurrency: 5 },
        bodyLimits: {},
        rooms: {},
        highWaterMark: 5,
        maxClients: undefined,
      };
      @WebSocketGateway(port, valid)
      class First extends MarkerGateway {}
      @WebSocketGateway(port, options)
      class Second {}
      const starting = startTestApp(platform, port, [First, Second]);
      await expect(starting).rejects.toMatchObject({ code, message: value });
    });
  }

  for (const [what, [options, code]] of Object.entries(INVALID_ADAPTERS)) {
    it(`does not start if the adapter has options of which ${what}`, async () => {
      const port = await gatewayPort(platform);
      @WebSocketGateway(port)
      class Plain extends MarkerGateway {}
      let name = '';
      const configure = (_app: unknown, adapter: object): void => {
        name = adapter.constructor.name;
        Object.assign(adapter, options);
      };
      const starting = startTestApp(platform, port, [Plain], { configure });
      await expect(starting).rejects.toMatchObject({ code });
      await starting.catch(({ message }: Error) =>
        expect(message).toContain(`${name} sets ${what.split(' is ')[0]} to`),
      );
    });
  }

  for (const absent of [undefined, null] as const) {
    it(`uses the defaults of numbers that are ${absent}`, async () => {
      const port = await gatewayPort(platform);
      const chat = defineMessages({ deep: { body: schemaOf<unknown>(() => ({ value: 'valid' })) } });
      const handled: unknown[] = [];
      // Configuration may contain null, which the types do not allow.
      const unset: any = absent;
      const rooms: RoomOptions = { maxPerClient: unset, maxNameLength: unset };
      @WebSocketGateway(port, {
        bodyLimits: { maxDepth: unset, maxValues: unset },
        rooms,
        highWaterMark: unset,
        dispatch: { concurrency: unset, queueSize: unset, maxStreams: unset, overflow: unset },
        maxClients: unset,
        maxClientsPerAddress: unset,
        maxHandshakesPerSecond: unset,
        handshakeTimeout: unset,
      })
      class Configured extends MarkerGateway {
        @SubscribeMessage(chat.deep)
        deep(@MessageBody() data: unknown) {
          handled.push(data);
        }
        @SubscribeMessage('join')
        async join(@ConnectedClient() client: GatewayClient, @MessageBody() length: number) {
          const data = await client.join('a'.repeat(length)).then(
            () => 'joined',
            ({ code }: { code?: string }) => code,
          );
          return { event: 'join', data };
        }
      }
      const configure = (_app: unknown, adapter: GatewayAdapter): void => {
        Object.assign(adapter, { shutdown: { batchSize: unset, intervalMs: unset, timeoutMs: unset } });
      };
      const { connect, logger } = await startTestApp(platform, port, [Configured], { configure });
      const client = await connect();
      const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));
      client.send('deep', nested(64));
      client.send('deep', nested(65));
      expect(await client.next('exception')).toMatchObject({
        issues: [{ path: [], message: 'The body is nested more than 64 levels deep' }],
      });
      expect(handled).toEqual(['valid']);
      client.send('join', 257);
      expect(await client.next('join')).toBe('PORTICO_WS_ROOM');
      client.send('join', 256);
      expect(await client.next('join')).toBe('joined');
      await expectNoReply(client);
      expect([...logger.errors, ...logger.warnings]).toEqual([]);
    });
  }

  it('takes Infinity for no limit', async () => {
    const port = await gatewayPort(platform);
    const none = Infinity;
    @WebSocketGateway(port, {
      bodyLimits: { maxDepth: none, maxValues: none },
      rooms: { maxPerClient: none, maxNameLength: none },
      highWaterMark: none,
      dispatch: { concurrency: none, queueSize: none, maxStreams: none },
      maxClients: none,
      maxClientsPerAddress: none,
      maxHandshakesPerSecond: none,
    })
    class Unlimited extends MarkerGateway {}
    const configure = (_app: unknown, adapter: GatewayAdapter): void => {
      Object.assign(adapter, { shutdown: { batchSize: none, intervalMs: none, timeoutMs: none } });
    };
    const { app, connect, logger } = await startTestApp(platform, port, [Unlimited], { configure });
    await expectNoReply(await connect());
    await app.close();
    expect([...logger.errors, ...logger.warnings]).toEqual([]);
  });

  it('keeps the options of the adapter that a gateway leaves undefined', async () => {
    const port = await gatewayPort(platform);
    const running: string[] = [];
    const unset: any = undefined;
    @WebSocketGateway(port, { dispatch: { concurrency: unset, queueSize: 5 } })
    class Queueing extends MarkerGateway {
      @SubscribeMessage('slow')
      async slow(@MessageBody() name: string) {
        running.push(`${name} begins`);
        await new Promise((resolve) => setImmediate(resolve));
        running.push(`${name} ends`);
      }
    }
    const configure = (_app: unknown, adapter: GatewayAdapter): void => {
      Object.assign(adapter, { dispatch: { concurrency: 1 } });
    };
    const { connect } = await startTestApp(platform, port, [Queueing], { configure });
    const client = await connect();
    client.send('slow', 'a');
    client.send('slow', 'b');
    await expectNoReply(client);
    expect(running).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  it('closes with the defaults if the options for it have become invalid, and logs an error', async () => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class Plain extends MarkerGateway {}
    const { app, adapter, connect, logger } = await startTestApp(platform, port, [Plain]);
    const client = await connect();
    await expectNoReply(client);
    Object.assign(adapter, { shutdown: { batchSize: UNSET } });
    await app.close();
    if (drains === true) await client.left;
    expect(logger.errors).toEqual([
      expect.stringContaining(`${adapter.constructor.name} sets shutdown.batchSize to NaN`),
    ]);
  });

  itWhen(drains, 'waits for messages while the application closes if the time is Infinity', async () => {
    const port = await gatewayPort(platform);
    const events: string[] = [];
    let complete = (): void => undefined;
    const completed = new Promise<void>((resolve) => {
      complete = resolve;
    });
    @WebSocketGateway(port)
    class Slow extends MarkerGateway {
      @SubscribeMessage('slow')
      async slow() {
        events.push('slow');
        await completed;
        events.push('completed');
      }
    }
    const configure = (_app: unknown, adapter: GatewayAdapter): void => {
      Object.assign(adapter, { shutdown: { timeoutMs: Infinity } });
    };
    const { app, connect } = await startTestApp(platform, port, [Slow], {
      configure,
      options: { gracefulShutdown: { timeoutMs: Infinity } },
    });
    const client = await connect();
    client.send('slow');
    await expectNoReply(client);
    const closing = app.close().then(() => events.push('closed'));
    // Node warns of a timer that cannot wait for so long and fires at once, which fails the test, too.
    for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    complete();
    await closing;
    expect(events).toEqual(['slow', 'completed', 'closed']);
  });
}
