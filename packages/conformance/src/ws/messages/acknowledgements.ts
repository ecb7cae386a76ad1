import {
  Ack,
  ConnectedSocket,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
  WsException,
} from '@portico/websockets';
import { of } from 'rxjs';
import { expect } from 'vitest';
import { itWhen } from '../../support/test-when.js';
import { expectNoReply, MarkerGateway } from '../support/expect-no-reply.js';
import type { WebSocketPlatform } from '../support/platform.js';
import { sendAcknowledged } from '../support/send-acknowledged.js';
import { gatewayPort, startTestApp } from '../support/test-app.js';

type AckFunction = (response: unknown) => void;

/** Acknowledgements: each requested one is sent once. */
export function describeAcknowledgements(platform: WebSocketPlatform): void {
  const { acknowledgements } = platform.capabilities;

  itWhen(acknowledgements, 'acknowledges with a returned value, a promise and a stream', async () => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class EventsGateway {
      @SubscribeMessage('value')
      value(@MessageBody() data: unknown) {
        return { data };
      }
      @SubscribeMessage('promise')
      async promise(@MessageBody() data: unknown) {
        return { data };
      }
      @SubscribeMessage('stream')
      stream(@MessageBody() data: unknown) {
        return of({ data });
      }
    }
    const testApp = await startTestApp(platform, port, [EventsGateway]);
    const client = await testApp.connect();
    for (const event of ['value', 'promise', 'stream']) {
      expect(await client.ask(event, 7)).toEqual({ data: 7 });
    }
  });

  itWhen(acknowledgements, 'acknowledges with falsy values, but not with undefined and null', async () => {
    const port = await gatewayPort(platform);
    const values: Record<string, unknown> = { false: false, zero: 0, empty: '', null: null, undefined };
    @WebSocketGateway(port)
    class EventsGateway extends MarkerGateway {
      @SubscribeMessage('value')
      value(@MessageBody() name: string) {
        return values[name];
      }
      @SubscribeMessage('promise')
      async promise(@MessageBody() name: string) {
        return values[name];
      }
      @SubscribeMessage('stream')
      stream(@MessageBody() name: string) {
        return of(values[name]);
      }
    }
    const testApp = await startTestApp(platform, port, [EventsGateway]);
    const client = await testApp.connect();
    for (const event of ['value', 'promise', 'stream']) {
      for (const name of ['false', 'zero', 'empty']) expect(await client.ask(event, name)).toBe(values[name]);
      let acknowledged = false;
      for (const name of ['null', 'undefined']) {
        sendAcknowledged(client, event, name, () => {
          acknowledged = true;
        });
      }
      for (const name of Object.keys(values)) client.send(event, name);
      await expectNoReply(client);
      expect(acknowledged).toBe(false);
    }
  });

  itWhen(acknowledgements, 'passes the callback with @Ack(), and does not acknowledge by itself then', async () => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class EventsGateway {
      @SubscribeMessage('manual')
      manual(@MessageBody() data: string, @Ack() ack: AckFunction) {
        ack({ status: 'received', data });
        return 'not this';
      }
      @SubscribeMessage('later')
      later(@MessageBody() data: string, @Ack() ack: AckFunction) {
        setImmediate(ack, { status: 'later', data });
        return { status: 'too early' };
      }
      @SubscribeMessage('unasked')
      unasked(@Ack() ack: AckFunction | undefined) {
        return { event: 'unasked', data: typeof ack };
      }
    }
    const testApp = await startTestApp(platform, port, [EventsGateway]);
    const client = await testApp.connect();
    expect(await client.ask('manual', 'x')).toEqual({ status: 'received', data: 'x' });
    expect(await client.ask('later', 'x')).toEqual({ status: 'later', data: 'x' });
    client.send('unasked');
    expect(await client.next('unasked')).toBe('undefined');
  });

  itWhen(acknowledgements, 'passes the callback as the third argument without decorators', async () => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class EventsGateway {
      @SubscribeMessage('third')
      third(_client: unknown, data: string, ack: AckFunction) {
        ack({ data });
      }
    }
    const testApp = await startTestApp(platform, port, [EventsGateway]);
    const client = await testApp.connect();
    expect(await client.ask('third', 'x')).toEqual({ data: 'x' });
  });

  itWhen(acknowledgements, 'finds the callback when there is no payload', async () => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class EventsGateway {
      @SubscribeMessage('returned')
      returned(@MessageBody() data: unknown) {
        return { type: typeof data };
      }
      @SubscribeMessage('manual')
      manual(@MessageBody() data: unknown, @Ack() ack: AckFunction) {
        ack({ type: typeof data });
      }
    }
    const testApp = await startTestApp(platform, port, [EventsGateway]);
    const client = await testApp.connect();
    expect(await client.ask('returned')).toEqual({ type: 'undefined' });
    expect(await client.ask('manual')).toEqual({ type: 'undefined' });
  });

  itWhen(acknowledgements, 'passes several arguments as an array', async () => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class EventsGateway {
      @SubscribeMessage('several')
      several(@MessageBody() data: unknown) {
        return { data };
      }
    }
    const testApp = await startTestApp(platform, port, [EventsGateway]);
    const client = await testApp.connect();
    expect(await client.ask('several', 1, 'two', { three: 3 })).toEqual({ data: [1, 'two', { three: 3 }] });
    expect(await client.ask('several', ['one list'])).toEqual({ data: ['one list'] });
  });

  itWhen(
    acknowledgements,
    'does not acknowledge a failed handler, and acknowledges the next message once',
    async () => {
      const port = await gatewayPort(platform);
      @WebSocketGateway(port)
      class EventsGateway {
        @SubscribeMessage('fail')
        fail() {
          throw new WsException('no');
        }
        @SubscribeMessage('work')
        work(@MessageBody() data: unknown) {
          return { data };
        }
      }
      const testApp = await startTestApp(platform, port, [EventsGateway]);
      const client = await testApp.connect();
      let acknowledged = 0;
      sendAcknowledged(client, 'fail', 1, () => {
        acknowledged += 1;
      });
      expect(await client.next('exception')).toMatchObject({ status: 'error', message: 'no' });
      expect(await client.ask('work', 2)).toEqual({ data: 2 });
      expect(acknowledged).toBe(0);
    },
  );

  itWhen(acknowledgements, 'acknowledges once if a handler calls the callback and returns a value', async () => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class EventsGateway {
      @SubscribeMessage('twice')
      twice(_client: unknown, _data: unknown, ack: AckFunction) {
        ack('by hand');
        ack('again');
        return 'returned';
      }
      @SubscribeMessage('end')
      end() {
        return 'end';
      }
    }
    const testApp = await startTestApp(platform, port, [EventsGateway]);
    const client = await testApp.connect();
    const answers: unknown[] = [];
    sendAcknowledged(client, 'twice', 1, (answer) => answers.push(answer));
    await client.ask('end');
    expect(answers).toEqual(['by hand']);
  });

  itWhen(acknowledgements, 'acknowledges for a handler whose event has another handler with @Ack()', async () => {
    const port = await gatewayPort(platform);
    @WebSocketGateway(port)
    class EventsGateway {
      @SubscribeMessage('shared')
      byHand(@Ack() ack: AckFunction) {
        if (ack === undefined) throw new WsException('no acknowledgement');
        return 'not acknowledged';
      }
      @SubscribeMessage('shared')
      returned() {
        return 'returned';
      }
    }
    const testApp = await startTestApp(platform, port, [EventsGateway]);
    const client = await testApp.connect();
    expect(await client.ask('shared')).toBe('returned');
  });

  itWhen(
    acknowledgements === true ? 'the platform has acknowledgements' : true,
    'passes undefined for @Ack() if there are no acknowledgements',
    async () => {
      const port = await gatewayPort(platform);
      @WebSocketGateway(port)
      class EventsGateway {
        @SubscribeMessage('ack')
        ack(@ConnectedSocket() _client: unknown, @Ack() ack: unknown) {
          return { event: 'type', data: typeof ack };
        }
      }
      const testApp = await startTestApp(platform, port, [EventsGateway]);
      const client = await testApp.connect();
      client.send('ack');
      expect(await client.next('type')).toBe('undefined');
    },
  );
}
